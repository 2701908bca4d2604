{{/* What every pod may: nothing beyond what it is given. (list 10001) is its user. */}}
{{- define "leadstream.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ index . 0 }}
runAsGroup: {{ index . 0 }}
fsGroup: {{ index . 0 }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "leadstream.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "leadstream.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/*
The head of a service's pod: who it is and where it may run. No service links: they would put LEADSTREAM_GATEWAY_PORT into
the environment, which is an override of the gateway's configuration. (list $ "streams-app" values)
*/}}
{{- define "leadstream.podHead" -}}
{{- $root := index . 0 -}}
{{- $values := index . 2 -}}
serviceAccountName: {{ include "leadstream.fullname" $root }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "leadstream.podSecurity" (list 10001) | nindent 2 }}
topologySpreadConstraints:
  {{- range $key, $when := dict "kubernetes.io/hostname" $root.Values.topologySpread.nodes "topology.kubernetes.io/zone" $root.Values.topologySpread.zones }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: {{ $when }}
    labelSelector:
      matchLabels:
        {{- include "leadstream.selector" (list $root (index $ 1)) | nindent 8 }}
  {{- end }}
{{- range $key := list "nodeSelector" "tolerations" "affinity" }}
{{- with get $values $key }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{/* A service's container, up to its ports and mounts: (list $ "streams-app" values). */}}
{{- define "leadstream.container" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- $values := index . 2 -}}
name: {{ $service }}
image: {{ include "leadstream.image" $root }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
args: [{{ $service }}, --config, /etc/leadstream/config/{{ $service }}.yaml]
env:
  - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
  - { name: POD_NAMESPACE, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } }
  - name: JAVA_TOOL_OPTIONS
    value: {{ printf "-XX:+UseParallelGC -XX:MaxRAMPercentage=%v %s" $values.heapPercent $values.javaOptions | trim | quote }}
resources:
  {{- toYaml $values.resources | nindent 2 }}
securityContext:
  {{- include "leadstream.containerSecurity" $root | nindent 2 }}
startupProbe:
  httpGet: { path: /health/live, port: operations }
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: { path: /health/live, port: operations }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /health/ready, port: operations }
  periodSeconds: 3
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}

{{/* Mounts that every service has. */}}
{{- define "leadstream.mounts" -}}
- { name: config, mountPath: /etc/leadstream/config, readOnly: true }
- { name: tmp, mountPath: /tmp }
{{- if .Values.cardKeyset.secret }}
- { name: card-keyset, mountPath: /etc/leadstream/card, readOnly: true }
{{- end }}
{{- include "leadstream.clientMounts" . }}
{{- end }}

{{/* Volumes that every service has: (list $ "streamsApp" "streams-app"). /tmp is where native libraries are unpacked. */}}
{{- define "leadstream.volumes" -}}
{{- $root := index . 0 -}}
- name: config
  configMap: { name: {{ include "leadstream.name" (list $root (index . 2)) }} }
- name: tmp
  emptyDir: { sizeLimit: 512Mi }
{{- with $root.Values.cardKeyset.secret }}
- name: card-keyset
  secret:
    secretName: {{ . }}
    items: [{ key: {{ $root.Values.cardKeyset.key }}, path: {{ $root.Values.cardKeyset.key }} }]
{{- end }}
{{- include "leadstream.clientVolumes" . }}
{{- end }}

{{/* Lets nodes be drained one pod after the other: (list $ "gateway" maxUnavailable). */}}
{{- define "leadstream.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "leadstream.name" . }}
  labels:
    {{- include "leadstream.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ index . 2 }}
  # A pod that is not ready holds no node back.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "leadstream.selector" . | nindent 6 }}
{{- end }}
