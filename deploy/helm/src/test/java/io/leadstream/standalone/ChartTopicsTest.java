package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.helm.Chart;
import io.leadstream.helm.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Strimzi makes the topics that `leadstream deploy` would, or the two would undo each other's work. */
class ChartTopicsTest {

    @Test
    void strimziMakesWhatTheDeployCommandMakes() {
        List<NewTopic> made = Manifest.of("KafkaTopic", Chart.rendered("large")).stream()
                .map(ChartTopicsTest::topic)
                .toList();

        assertThat(made).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(TopicSetup.fixed(48, (short) 3));
    }

    private static NewTopic topic(Manifest manifest) {
        Map<String, String> config = new HashMap<>();
        manifest.at("/spec/config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        return new NewTopic(
                        manifest.at("/spec/topicName").asText(),
                        manifest.at("/spec/partitions").asInt(),
                        (short) manifest.at("/spec/replicas").asInt())
                .configs(config);
    }

    @Test
    void namesAreThoseOfTheObjects() {
        assertThat(Manifest.of("KafkaTopic", Chart.rendered("large")).stream()
                        .collect(Collectors.toMap(
                                Manifest::name, it -> it.at("/spec/topicName").asText())))
                .allSatisfy((name, topic) -> assertThat(name).isEqualTo(topic));
    }
}
