{{/*
Settings of a service's Kafka clients as a map in YAML: what security needs, then the values' own. What is secret stands
there as a reference to a mounted file. (list $ extra)
*/}}
{{- define "leadstream.kafkaSettings" -}}
{{- $root := index . 0 -}}
{{- $reference := "${file:/etc/leadstream/kafka/%s}" -}}
{{- $kafka := $root.Values.kafka -}}
{{- $settings := dict -}}
{{- if $kafka.tls.enabled }}
{{- $_ := set $settings "security.protocol" (ternary "SASL_SSL" "SSL" (eq $kafka.authentication "scram")) }}
{{- if include "leadstream.caSecret" $root }}
{{- $_ := set $settings "ssl.truststore.type" "PEM" }}
{{- $_ := set $settings "ssl.truststore.location" (printf "/etc/leadstream/kafka-ca/%s" $kafka.tls.caKey) }}
{{- end }}
{{- if eq $kafka.authentication "scram" }}
{{- $_ := set $settings "sasl.mechanism" "SCRAM-SHA-512" }}
{{- $_ := set $settings "sasl.jaas.config" (printf $reference "sasl.jaas.config") }}
{{- else if eq $kafka.authentication "mtls" }}
{{- $_ := set $settings "ssl.keystore.type" "PEM" }}
{{- $_ := set $settings "ssl.keystore.certificate.chain" (printf $reference "user.crt") }}
{{- $_ := set $settings "ssl.keystore.key" (printf $reference "user.key") }}
{{- end }}
{{- end }}
{{- range $key, $value := $kafka.settings }}{{ $_ := set $settings $key $value }}{{ end }}
{{- range $key, $value := index . 1 }}{{ $_ := set $settings $key $value }}{{ end }}
{{- if $settings }}{{ toYaml $settings }}{{ end }}
{{- end }}

{{/* The volumes that a service's Kafka and registry clients read: (list $ "streamsApp" "streams-app"). */}}
{{- define "leadstream.clientVolumes" -}}
{{- $root := index . 0 -}}
{{- with include "leadstream.caSecret" $root }}
- name: kafka-ca
  secret:
    secretName: {{ . }}
    items: [{ key: {{ $root.Values.kafka.tls.caKey }}, path: {{ $root.Values.kafka.tls.caKey }} }]
{{- end }}
{{- if ne $root.Values.kafka.authentication "none" }}
- name: kafka-user
  secret:
    secretName: {{ include "leadstream.userSecret" . }}
{{- end }}
{{- with $root.Values.registry.secret }}
- name: registry
  secret:
    secretName: {{ . }}
{{- end }}
{{- end }}

{{/* Where they are mounted. */}}
{{- define "leadstream.clientMounts" -}}
{{- if include "leadstream.caSecret" . }}
- { name: kafka-ca, mountPath: /etc/leadstream/kafka-ca, readOnly: true }
{{- end }}
{{- if ne .Values.kafka.authentication "none" }}
- { name: kafka-user, mountPath: /etc/leadstream/kafka, readOnly: true }
{{- end }}
{{- if .Values.registry.secret }}
- { name: registry, mountPath: /etc/leadstream/registry, readOnly: true }
{{- end }}
{{- end }}
