package io.leadstream.helm;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the chart uses of KEDA 2's objects, by its documentation; KEDA publishes no model for Java. */
final class Keda {

    /** Which metadata a trigger may have, and must. */
    private static final Map<String, Set<String>> METADATA = Map.of(
            "kafka",
            Set.of("bootstrapServers", "consumerGroup", "topic", "lagThreshold", "offsetResetPolicy", "tls", "sasl"),
            "prometheus",
            Set.of("serverAddress", "query", "threshold"),
            "cpu",
            Set.of("value"));

    private static final Map<String, Set<String>> NEEDED = Map.of(
            "kafka", Set.of("bootstrapServers", "consumerGroup", "topic", "lagThreshold"),
            "prometheus", Set.of("serverAddress", "query", "threshold"),
            "cpu", Set.of("value"));

    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {}

    record Spec(
            Target scaleTargetRef,
            Integer pollingInterval,
            Integer minReplicaCount,
            Integer maxReplicaCount,
            Advanced advanced,
            List<Trigger> triggers) {

        Spec {
            if (triggers.isEmpty()) {
                throw new IllegalArgumentException("a ScaledObject has no triggers");
            }
        }
    }

    record Target(String apiVersion, String kind, String name) {}

    record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

    record HpaConfig(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(
            String type,
            @Nullable String metricType,
            Map<String, String> metadata,
            @Nullable Reference authenticationRef) {

        @JsonCreator
        Trigger {
            Set<String> known = METADATA.get(type);
            if (known == null || !known.containsAll(metadata.keySet())) {
                throw new IllegalArgumentException("a trigger " + type + " has no such metadata: " + metadata.keySet());
            }
            if (!metadata.keySet().containsAll(NEEDED.getOrDefault(type, Set.of()))) {
                throw new IllegalArgumentException("a trigger " + type + " lacks metadata: " + metadata.keySet());
            }
        }
    }

    record Reference(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, AuthenticationSpec spec) {}

    record AuthenticationSpec(
            @Nullable List<KeyReference> configMapTargetRef,
            @Nullable List<KeyReference> secretTargetRef) {}

    /** A parameter of a trigger, from a key of a config map or secret. */
    record KeyReference(String parameter, String name, String key) {}
}
