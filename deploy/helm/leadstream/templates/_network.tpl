{{/* Parts of the network policies. */}}

{{- define "leadstream.kafkaEgress" }}
- ports:
    {{- range .Values.networkPolicy.kafka.ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
  {{- if .Values.networkPolicy.kafka.to }}
  to:
    {{- toYaml .Values.networkPolicy.kafka.to | nindent 4 }}
  {{- else if .Values.strimzi.enabled }}
  to:
    - podSelector:
        matchLabels: { strimzi.io/cluster: {{ .Values.strimzi.cluster }}, strimzi.io/kind: Kafka }
  {{- end }}
{{- end }}

{{- define "leadstream.externalRegistryEgress" }}
- ports:
    {{- range .Values.networkPolicy.registry.ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
  {{- with .Values.networkPolicy.registry.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{- define "leadstream.registryEgress" }}
{{- if .Values.registry.enabled }}
- ports: [{ protocol: TCP, port: 8080 }]
  to:
    - podSelector:
        matchLabels:
          {{- include "leadstream.selector" (list . "registry") | nindent 10 }}
{{- else }}
{{- include "leadstream.externalRegistryEgress" . }}
{{- end }}
{{- end }}

{{- define "leadstream.policyHead" }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "leadstream.name" . }}
  labels:
    {{- include "leadstream.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "leadstream.selector" . | nindent 6 }}
{{- end }}

{{- define "leadstream.monitoringIngress" }}
{{- with .Values.networkPolicy.monitoringNamespace }}
- ports: [{ protocol: TCP, port: {{ $.Values.operationsPort }} }]
  from:
    - namespaceSelector:
        matchLabels:
          {{- toYaml . | nindent 10 }}
{{- end }}
{{- end }}
