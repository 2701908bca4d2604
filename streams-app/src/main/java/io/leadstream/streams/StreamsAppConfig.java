package io.leadstream.streams;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How streams-app runs. Whatever has a default may be null when it is made.
 *
 * @param bootstrapServers Kafka's addresses
 * @param registryUrl the registry's API, such as {@code http://localhost:8081/apis/registry/v3}
 * @param instanceId stable over restarts and unique among instances; names the group member and the transactions
 * @param stateFolder where state is kept; must survive restarts
 * @param threads stream threads; 2 by default
 * @param commitIntervalMs how often decisions are committed, which is what a waiting person waits for; 20 by default
 * @param epoch number of times {@code leads} was made anew; 0 by default
 * @param callingHoursFile a table of calling hours in place of the one shipped; null for that
 * @param nanpaFile prefixes of the North American Numbering Plan; null for none
 * @param kafka further settings of Kafka Streams and its clients; they win over ours
 * @param registry further settings of the registry's client, such as trust and credentials; they win over ours
 * @param cardKeyset file of the keyset that dead letters are sealed with; empty by default: they are written as they are
 * @param ledgerRetentionHours how long the ledger keeps a lead after its submission; 720 by default, which is 30 days; 0: no
 *     ledger is kept
 */
public record StreamsAppConfig(
        String bootstrapServers,
        String registryUrl,
        String instanceId,
        String stateFolder,
        Integer threads,
        Integer commitIntervalMs,
        Integer epoch,
        @Nullable String callingHoursFile,
        @Nullable String nanpaFile,
        Map<String, String> kafka,
        Map<String, String> registry,
        String cardKeyset,
        Integer ledgerRetentionHours) {

    private static final int LEDGER_RETENTION_HOURS = 30 * 24;

    public StreamsAppConfig {
        required("bootstrapServers", bootstrapServers);
        required("registryUrl", registryUrl);
        required("instanceId", instanceId);
        required("stateFolder", stateFolder);
        threads = atLeastOne("threads", threads == null ? 2 : threads);
        commitIntervalMs = atLeastOne("commitIntervalMs", commitIntervalMs == null ? 20 : commitIntervalMs);
        epoch = epoch == null ? 0 : epoch;
        kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
        registry = registry == null ? Map.of() : Map.copyOf(registry);
        cardKeyset = cardKeyset == null ? "" : cardKeyset;
        ledgerRetentionHours = ledgerRetentionHours == null ? LEDGER_RETENTION_HOURS : ledgerRetentionHours;
        if (ledgerRetentionHours < 0) {
            throw new IllegalArgumentException("ledgerRetentionHours is negative");
        }
    }

    /** A configuration with every default. */
    public static StreamsAppConfig of(
            String bootstrapServers, String registryUrl, String instanceId, String stateFolder) {
        return new StreamsAppConfig(
                bootstrapServers,
                registryUrl,
                instanceId,
                stateFolder,
                2,
                20,
                0,
                null,
                null,
                Map.of(),
                Map.of(),
                "",
                LEDGER_RETENTION_HOURS);
    }

    /** The same with a card keyset. */
    public StreamsAppConfig withCardKeyset(String file) {
        return with(callingHoursFile, nanpaFile, kafka, registry, file, ledgerRetentionHours);
    }

    /** The same with other settings of Kafka Streams and its clients. */
    public StreamsAppConfig withKafka(Map<String, String> settings) {
        return with(callingHoursFile, nanpaFile, settings, registry, cardKeyset, ledgerRetentionHours);
    }

    /** The same with other settings of the registry's client. */
    public StreamsAppConfig withRegistry(Map<String, String> settings) {
        return with(callingHoursFile, nanpaFile, kafka, settings, cardKeyset, ledgerRetentionHours);
    }

    /**
     * The same with files to look things up in.
     *
     * @param callingHours a table of calling hours; null for the one shipped
     * @param nanpa prefixes of the North American Numbering Plan; null for none
     */
    public StreamsAppConfig lookingUpIn(@Nullable String callingHours, @Nullable String nanpa) {
        return with(callingHours, nanpa, kafka, registry, cardKeyset, ledgerRetentionHours);
    }

    /**
     * The same with another retention of the ledger.
     *
     * @param hours how long a lead is kept after its submission; 0: no ledger
     */
    public StreamsAppConfig withLedger(int hours) {
        return with(callingHoursFile, nanpaFile, kafka, registry, cardKeyset, hours);
    }

    private StreamsAppConfig with(
            @Nullable String hours,
            @Nullable String prefixes,
            Map<String, String> settings,
            Map<String, String> registrySettings,
            String keyset,
            int ledgerHours) {
        return new StreamsAppConfig(
                bootstrapServers,
                registryUrl,
                instanceId,
                stateFolder,
                threads,
                commitIntervalMs,
                epoch,
                hours,
                prefixes,
                settings,
                registrySettings,
                keyset,
                ledgerHours);
    }

    /** Client settings may hold passwords, so only their names are shown. */
    @Override
    public String toString() {
        return "StreamsAppConfig[" + instanceId + ", kafka " + bootstrapServers + ", registry " + registryUrl
                + ", client settings " + kafka.keySet() + registry.keySet() + "]";
    }

    private static void required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
        return value;
    }
}
