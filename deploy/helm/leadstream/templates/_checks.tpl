{{/* Values that contradict each other, each refused with a sentence. */}}
{{- define "leadstream.checks" -}}
{{- $v := .Values -}}
{{- if and (not $v.kafka.bootstrapServers) (not $v.strimzi.enabled) }}
{{- fail "kafka.bootstrapServers is missing: say where Kafka is, or set strimzi.enabled and strimzi.cluster." }}
{{- end }}
{{- if and $v.strimzi.enabled (not $v.strimzi.cluster) }}
{{- fail "strimzi.enabled needs strimzi.cluster, the name of the Kafka cluster." }}
{{- end }}
{{- if and $v.strimzi.enabled (gt (int $v.kafka.replication) (int $v.strimzi.brokers)) }}
{{- fail (printf "kafka.replication is %d, but strimzi.brokers says that there are %d: a topic cannot be kept by more brokers than there are." (int $v.kafka.replication) (int $v.strimzi.brokers)) }}
{{- end }}

{{- if and $v.kafka.tls.enabled (not $v.kafka.tls.caSecret) (not $v.kafka.tls.publicCa) (not $v.strimzi.enabled) }}
{{- fail "kafka.tls.enabled needs kafka.tls.caSecret, or kafka.tls.publicCa where Java trusts the brokers' certificates by itself." }}
{{- end }}
{{- if and $v.kafka.tls.caSecret $v.kafka.tls.publicCa }}
{{- fail "kafka.tls.caSecret and kafka.tls.publicCa contradict each other: give one." }}
{{- end }}
{{- if and (ne $v.kafka.authentication "none") (not $v.kafka.tls.enabled) }}
{{- fail (printf "kafka.authentication %s needs kafka.tls.enabled: credentials do not travel in the clear." $v.kafka.authentication) }}
{{- end }}
{{- if and (ne $v.kafka.authentication "none") (not $v.strimzi.enabled) }}
{{- range $key := list "streamsApp" "dispatcher" "gateway" "deploy" }}
{{- if and (not (get $v.kafka.userSecrets $key)) (or (ne $key "deploy") $v.deploy.enabled) }}
{{- fail (printf "kafka.authentication %s needs kafka.userSecrets.%s, since no Strimzi makes it." $v.kafka.authentication $key) }}
{{- end }}
{{- end }}
{{- if and $v.keda.enabled (not $v.kafka.userSecrets.keda) }}
{{- fail (printf "keda.enabled with kafka.authentication %s needs kafka.userSecrets.keda, since no Strimzi makes it." $v.kafka.authentication) }}
{{- end }}
{{- end }}
{{- if and $v.keda.enabled (eq $v.kafka.authentication "scram") $v.kafka.userSecrets.keda (not $v.kafka.kedaUsername) }}
{{- fail "kafka.userSecrets.keda needs kafka.kedaUsername, the name that its password belongs to." }}
{{- end }}

{{- if and $v.registry.enabled $v.registry.url }}
{{- fail "registry.enabled makes a registry and registry.url names another: give one." }}
{{- end }}
{{- if not (or $v.registry.enabled $v.registry.url) }}
{{- fail "registry.url is missing: say where the registry is, or set registry.enabled." }}
{{- end }}
{{- if and $v.registry.enabled (gt (int $v.registry.replicas) 1) (eq $v.registry.storage.kind "h2") }}
{{- fail "registry.replicas more than 1 need registry.storage.kind postgresql: a file has one owner." }}
{{- end }}
{{- if and $v.registry.enabled (eq $v.registry.storage.kind "postgresql") (not (and $v.registry.storage.url $v.registry.storage.secret)) }}
{{- fail "registry.storage.kind postgresql needs registry.storage.url and registry.storage.secret." }}
{{- end }}
{{- if and (contains "${file:/etc/leadstream/registry/" (toYaml $v.registry.settings)) (not $v.registry.secret) }}
{{- fail "registry.settings refer to the registry's secret, but registry.secret is empty." }}
{{- end }}

{{- include "leadstream.sizeChecks" . }}

{{- if and $v.gateway.ingress.enabled (not $v.gateway.ingress.host) }}
{{- fail "gateway.ingress.enabled needs gateway.ingress.host." }}
{{- end }}
{{- if and $v.gateway.ingress.enabled (not $v.gateway.ingress.tlsSecret) (not $v.gateway.ingress.plain) }}
{{- fail "gateway.ingress.enabled needs gateway.ingress.tlsSecret: dialects carry passwords. Set gateway.ingress.plain if TLS ends before it." }}
{{- end }}
{{- if and $v.gateway.tls.enabled (not $v.gateway.tls.secret) }}
{{- fail "gateway.tls.enabled needs gateway.tls.secret, a secret of type kubernetes.io/tls." }}
{{- end }}
{{- range $v.gateway.accounts }}
{{- if and .secret_key (not $v.gateway.accountsSecret) }}
{{- fail (printf "gateway.accounts: account %s has a secret_key, but gateway.accountsSecret is empty." .id) }}
{{- end }}
{{- end }}

{{- if and (eq $v.deploy.when "before") (or $v.registry.enabled (and $v.strimzi.enabled (ne $v.kafka.authentication "none") (not $v.kafka.userSecrets.deploy))) }}
{{- fail "deploy.when before needs a registry and a user that are there before the release is: set registry.url and kafka.userSecrets.deploy." }}
{{- end }}
{{- if and (gt (float64 $v.keda.dispatcher.oldestSeconds) 0.0) $v.keda.enabled (not $v.keda.prometheus.url) }}
{{- fail "keda.dispatcher.oldestSeconds needs keda.prometheus.url: the age is a metric." }}
{{- end }}
{{- if and $v.serviceMonitor.enabled $v.networkPolicy.enabled (not $v.networkPolicy.monitoringNamespace) }}
{{- fail "serviceMonitor.enabled with networkPolicy.enabled needs networkPolicy.monitoringNamespace, or Prometheus reaches nothing." }}
{{- end }}
{{- end }}

{{/* How many there may be of what. */}}
{{- define "leadstream.sizeChecks" -}}
{{- $v := .Values -}}
{{- $keda := $v.keda.enabled -}}
{{- range $key, $name := dict "streamsApp" "streams-app" "dispatcher" "dispatcher" "gateway" "gateway" }}
{{- $bounds := get $v.keda $key }}
{{- if and $keda (gt (int $bounds.minReplicas) (int $bounds.maxReplicas)) }}
{{- fail (printf "keda.%s.minReplicas is %d and maxReplicas %d: the least cannot be more than the most." $key (int $bounds.minReplicas) (int $bounds.maxReplicas)) }}
{{- end }}
{{- if eq (int (get $v $key).maxUnavailable) 0 }}
{{- fail (printf "%s.maxUnavailable is 0: then no node with a pod of %s can ever be drained." $key $name) }}
{{- end }}
{{- end }}
{{- $least := ternary $v.keda.streamsApp.minReplicas $v.streamsApp.replicas $keda | int }}
{{- $most := ternary $v.keda.streamsApp.maxReplicas $v.streamsApp.replicas $keda | int }}
{{- if ge (int $v.streamsApp.standbyReplicas) $least }}
{{- fail (printf "streamsApp.standbyReplicas is %d with %d instances: a copy needs an instance of its own, so it must be less." (int $v.streamsApp.standbyReplicas) $least) }}
{{- end }}
{{- if gt (mul $most $v.streamsApp.threads) (int64 $v.kafka.partitions) }}
{{- fail (printf "streams-app has up to %d instances of %d threads, but kafka.partitions is %d: the rest would idle." $most (int $v.streamsApp.threads) (int $v.kafka.partitions)) }}
{{- end }}
{{- $lanes := ternary $v.keda.dispatcher.maxReplicas $v.dispatcher.replicas $keda | int }}
{{- if gt $lanes (int $v.kafka.partitions) }}
{{- fail (printf "dispatcher has up to %d instances, but kafka.partitions is %d: the rest would idle." $lanes (int $v.kafka.partitions)) }}
{{- end }}
{{- if and $keda (not (dig "requests" "cpu" "" $v.gateway.resources)) }}
{{- fail "keda.gateway.cpuPercent needs gateway.resources.requests.cpu: it is a part of it." }}
{{- end }}
{{- end }}
