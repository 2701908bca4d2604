package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StreamsAppConfigTest {

    @Test
    @SuppressWarnings("NullAway") // what a configuration file leaves out arrives as null
    void whatIsLeftOutTakesItsDefault() {
        assertThat(new StreamsAppConfig(
                        "k:9092", "http://r", "one", "/state", null, null, null, null, null, null, null, null, null))
                .isEqualTo(StreamsAppConfig.of("k:9092", "http://r", "one", "/state"))
                .isEqualTo(new StreamsAppConfig(
                        "k:9092", "http://r", "one", "/state", 2, 20, 0, null, null, Map.of(), Map.of(), "", 720));
    }

    @Test
    void clientSettingsReachTheClientsAndAreNotShown() {
        StreamsAppConfig config = StreamsAppConfig.of("k:9092", "http://r", "one", "/state")
                .withKafka(Map.of("sasl.jaas.config", "hush"))
                .withRegistry(Map.of("apicurio.registry.auth.password", "hush"));
        assertThat(StreamsApp.properties(config)).containsEntry("sasl.jaas.config", "hush");
        assertThat(config.registry()).containsEntry("apicurio.registry.auth.password", "hush");
        assertThat(config.toString())
                .contains("sasl.jaas.config", "apicurio.registry.auth.password")
                .doesNotContain("hush");
    }

    @Tag("correctness-18")
    @Test
    void aKilledProcessSilencesReadersForSecondsOnlyAndComesBackToItsTasks() {
        assertThat(StreamsApp.properties(StreamsAppConfig.of("k:9092", "http://r", "one", "/state")))
                .containsEntry("producer.transaction.timeout.ms", 5_000)
                .containsEntry("main.consumer.group.instance.id", "one")
                .containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void theKeysetReachesWhoeverWritesDeadLetters() {
        StreamsAppConfig config =
                StreamsAppConfig.of("k:9092", "http://r", "one", "/state").withCardKeyset("/keys");
        assertThat(StreamsApp.properties(config)).containsEntry(DeadLetterHandler.CARD_KEYSET, "/keys");
        assertThatThrownBy(() -> new DeadLetterHandler().configure(Map.of(DeadLetterHandler.CARD_KEYSET, "/none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/none");
    }

    @Test
    void theLedgerFollowsWithThePipelinesConnectionsAndNotWithItsPace() {
        StreamsAppConfig config = StreamsAppConfig.of("k:9092", "http://r", "one", "/state")
                .withKafka(
                        Map.of("security.protocol", "SASL_SSL", "application.id", "other", "commit.interval.ms", "7"));
        assertThat(Ledger.properties(config))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("application.id", "other-ledger")
                .containsEntry("main.consumer.group.instance.id", "one")
                .containsEntry("consumer.isolation.level", "read_committed")
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("commit.interval.ms", 500L);
        assertThatThrownBy(() -> config.withLedger(-1)).hasMessageContaining("ledgerRetentionHours");
    }
}
