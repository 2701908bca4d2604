{{/* Keys that every service's YAML has: (list $ values). */}}
{{- define "leadstream.commonConfig" -}}
{{- $root := index . 0 -}}
{{- $values := index . 1 -}}
bootstrap_servers: {{ include "leadstream.bootstrap" $root }}
registry_url: {{ include "leadstream.registryUrl" $root }}
operations_host: 0.0.0.0
operations_port: {{ $root.Values.operationsPort }}
{{- if $root.Values.cardKeyset.secret }}
card_keyset: /etc/leadstream/card/{{ $root.Values.cardKeyset.key }}
{{- end }}
{{- with include "leadstream.kafkaSettings" (list $root (index . 2)) }}
kafka:
  {{- . | nindent 2 }}
{{- end }}
{{- with $root.Values.registry.settings }}
registry:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.config }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "leadstream.streamsAppConfig" -}}
{{- $extra := dict "num.standby.replicas" (toString .Values.streamsApp.standbyReplicas) | merge (deepCopy .Values.streamsApp.kafkaSettings) -}}
# A pod's name is the same after a restart, and so are its member id, its transactions and its state.
instance_id: ${POD_NAME}
advertised_address: ${POD_NAME}.{{ include "leadstream.name" (list . "streams-app") }}.${POD_NAMESPACE}.svc:{{ .Values.operationsPort }}
state_folder: /var/lib/leadstream
threads: {{ .Values.streamsApp.threads }}
commit_interval_ms: {{ .Values.streamsApp.commitIntervalMs }}
epoch: {{ .Values.streamsApp.epoch }}
{{ include "leadstream.commonConfig" (list . .Values.streamsApp $extra) }}
{{- end }}

{{- define "leadstream.dispatcherConfig" -}}
# A pod's name is the same after a restart, and so are its member ids and its transactions.
instance_id: ${POD_NAME}
credentials_folder: /etc/leadstream/vendors
commit_interval_ms: {{ .Values.dispatcher.commitIntervalMs }}
# Of the time until SIGKILL, what committing and letting go do not need.
closing_seconds: {{ sub .Values.dispatcher.terminationGracePeriodSeconds 15 | max 1 | min 600 }}
{{ include "leadstream.commonConfig" (list . .Values.dispatcher .Values.dispatcher.kafkaSettings) }}
{{- end }}

{{- define "leadstream.gatewayConfig" -}}
host: 0.0.0.0
port: 8080
decision_timeout_ms: {{ .Values.gateway.decisionTimeoutMs }}
max_body_bytes: {{ int64 .Values.gateway.maxBodyBytes }}
ledger_url: http://{{ include "leadstream.name" (list . "ledger") }}:{{ .Values.operationsPort }}
{{- if .Values.gateway.tls.enabled }}
tls_certificate: /etc/leadstream/tls/tls.crt
tls_key: /etc/leadstream/tls/tls.key
{{- end }}
{{ include "leadstream.commonConfig" (list . .Values.gateway .Values.gateway.kafkaSettings) }}
{{- with .Values.gateway.accounts }}
accounts:
  {{- range . }}
  -
    {{- toYaml (omit . "secret_key") | nindent 4 }}
    {{- with .secret_key }}
    secret: ${file:/etc/leadstream/accounts/{{ . }}}
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}
