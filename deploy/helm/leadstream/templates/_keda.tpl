{{/* Parts of what KEDA reads. */}}

{{- define "leadstream.kafkaTrigger" -}}
{{- $root := index . 0 -}}
- type: kafka
  metadata:
    bootstrapServers: {{ include "leadstream.bootstrap" $root }}
    consumerGroup: {{ index . 1 }}
    topic: {{ index . 2 }}
    lagThreshold: {{ index . 3 | toString | quote }}
    # A group that has read nothing yet counts from the topic's begin, as our consumers do.
    offsetResetPolicy: earliest
    {{- if $root.Values.kafka.tls.enabled }}
    tls: enable
    {{- end }}
    {{- if eq $root.Values.kafka.authentication "scram" }}
    sasl: scram_sha512
    {{- end }}
  {{- if index . 4 }}
  authenticationRef: { name: {{ include "leadstream.name" (list $root "keda") }} }
  {{- end }}
{{- end }}

{{- define "leadstream.scaled" -}}
{{- $root := index . 0 -}}
{{- $bounds := index . 3 -}}
{{- $guard := $root.Values.keda.scaleDown -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ include "leadstream.name" . }}
  labels:
    {{- include "leadstream.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {{ index . 2 }}
    name: {{ include "leadstream.name" . }}
  pollingInterval: {{ $root.Values.keda.pollingIntervalSeconds }}
  minReplicaCount: {{ $bounds.minReplicas }}
  maxReplicaCount: {{ $bounds.maxReplicas }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          stabilizationWindowSeconds: {{ $guard.stabilizationSeconds }}
          policies:
            - { type: Pods, value: {{ $guard.pods }}, periodSeconds: {{ $guard.periodSeconds }} }
{{- end }}
