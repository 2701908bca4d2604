{{/* The name of the release's objects. */}}
{{- define "leadstream.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains "leadstream" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}{{ printf "%s-leadstream" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The name of a component's objects: (list $ "gateway"). */}}
{{- define "leadstream.name" -}}
{{ include "leadstream.fullname" (index . 0) }}-{{ index . 1 }}
{{- end }}

{{/* What a component's pods are selected by: (list $ "gateway"). */}}
{{- define "leadstream.selector" -}}
app.kubernetes.io/name: leadstream
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* The labels of a component's objects: (list $ "gateway"). */}}
{{- define "leadstream.labels" -}}
{{- $root := index . 0 -}}
{{ include "leadstream.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: leadstream
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- with $root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Kafka's addresses. */}}
{{- define "leadstream.bootstrap" -}}
{{- if .Values.kafka.bootstrapServers }}{{ .Values.kafka.bootstrapServers }}
{{- else }}{{ .Values.strimzi.cluster }}-kafka-bootstrap:{{ ternary "9093" "9092" .Values.kafka.tls.enabled }}{{ end }}
{{- end }}

{{/* The registry's API. */}}
{{- define "leadstream.registryUrl" -}}
{{- if .Values.registry.enabled }}http://{{ include "leadstream.name" (list . "registry") }}:8080/apis/registry/v3
{{- else }}{{ .Values.registry.url }}{{ end }}
{{- end }}

{{/* The secret with a service's Kafka credentials: (list $ "streamsApp" "streams-app"). */}}
{{- define "leadstream.userSecret" -}}
{{- $root := index . 0 -}}
{{- with get $root.Values.kafka.userSecrets (index . 1) }}{{ . }}
{{- else }}{{ include "leadstream.name" (list $root (index . 2)) }}{{ end }}
{{- end }}

{{/* The secret with the certificates that Kafka's are signed by; empty where Java's own do. */}}
{{- define "leadstream.caSecret" -}}
{{- if and .Values.kafka.tls.enabled (not .Values.kafka.tls.publicCa) }}
{{- .Values.kafka.tls.caSecret | default (printf "%s-cluster-ca-cert" .Values.strimzi.cluster) }}
{{- end }}
{{- end }}
