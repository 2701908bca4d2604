package io.leadstream.dispatch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a dispatcher.
 *
 * @param bootstrapServers Kafka's
 * @param registryUrl the registry's API, such as {@code http://localhost:8081/apis/registry/v3}
 * @param instanceId this process among all dispatchers; the same after a restart (correctness.md 18)
 * @param credentialsFolder holds a file per vendor, in {@link java.util.Properties} form, as routing names them
 * @param commitIntervalMs least time from one transaction of a lane to the next, begin to begin; 20 where 0 or absent
 * @param closingSeconds how long closing waits for calls in flight, at most; 30 where 0 or absent. What has not ended then is
 *     UNKNOWN after the restart, and verified where the vendor can be asked
 * @param jitterSeed seed of the retries' jitter; a random one where 0 or absent
 * @param kafka further settings of every Kafka client, such as security; they win over ours
 * @param registry further settings of the registry's client, such as trust and credentials; they win over ours
 * @param cardKeyset file of the keyset that opens card numbers and seals dead letters; empty where absent: no number is
 *     opened, and dead letters are written as they are
 */
public record DispatcherConfig(
        String bootstrapServers,
        String registryUrl,
        String instanceId,
        String credentialsFolder,
        int commitIntervalMs,
        int closingSeconds,
        long jitterSeed,
        Map<String, String> kafka,
        Map<String, String> registry,
        String cardKeyset) {

    private static final int DEFAULT_COMMIT_INTERVAL_MS = 20;
    private static final int LONGEST_COMMIT_INTERVAL_MS = 1_000;
    private static final int DEFAULT_CLOSING_SECONDS = 30;
    private static final int LONGEST_CLOSING_SECONDS = 600;

    /** Checks and completes. */
    public DispatcherConfig(
            String bootstrapServers,
            String registryUrl,
            String instanceId,
            String credentialsFolder,
            int commitIntervalMs,
            int closingSeconds,
            long jitterSeed,
            @Nullable Map<String, String> kafka,
            @Nullable Map<String, String> registry,
            @Nullable String cardKeyset) {
        this.bootstrapServers = given("bootstrapServers", bootstrapServers);
        this.registryUrl = given("registryUrl", registryUrl);
        this.instanceId = given("instanceId", instanceId);
        this.credentialsFolder = given("credentialsFolder", credentialsFolder);
        this.commitIntervalMs = commitIntervalMs == 0 ? DEFAULT_COMMIT_INTERVAL_MS : commitIntervalMs;
        this.closingSeconds = closingSeconds == 0 ? DEFAULT_CLOSING_SECONDS : closingSeconds;
        this.jitterSeed = jitterSeed;
        this.kafka = kafka == null ? Map.of() : Map.copyOf(kafka);
        this.registry = registry == null ? Map.of() : Map.copyOf(registry);
        this.cardKeyset = cardKeyset == null ? "" : cardKeyset;
        if (!instanceId.matches("[A-Za-z0-9._-]{1,80}")) {
            throw new IllegalArgumentException("instanceId may have letters, digits, dots, dashes, at most 80");
        }
        if (this.commitIntervalMs < 1 || this.commitIntervalMs > LONGEST_COMMIT_INTERVAL_MS) {
            throw new IllegalArgumentException(
                    "commitIntervalMs is " + commitIntervalMs + ", not 1 to " + LONGEST_COMMIT_INTERVAL_MS);
        }
        if (this.closingSeconds < 1 || this.closingSeconds > LONGEST_CLOSING_SECONDS) {
            throw new IllegalArgumentException(
                    "closingSeconds is " + closingSeconds + ", not 1 to " + LONGEST_CLOSING_SECONDS);
        }
    }

    /** A configuration with nothing but what has no default. */
    public static DispatcherConfig of(
            String bootstrapServers, String registryUrl, String instanceId, String credentialsFolder) {
        return new DispatcherConfig(
                bootstrapServers, registryUrl, instanceId, credentialsFolder, 0, 0, 0, Map.of(), Map.of(), "");
    }

    /** The same with a card keyset. */
    public DispatcherConfig withCardKeyset(String file) {
        return with(closingSeconds, kafka, registry, file);
    }

    /** The same with other settings of Kafka's clients and of the registry's. */
    public DispatcherConfig withClients(Map<String, String> kafkaSettings, Map<String, String> registrySettings) {
        return with(closingSeconds, kafkaSettings, registrySettings, cardKeyset);
    }

    /** The same that waits otherwise for calls in flight when it closes. */
    public DispatcherConfig withClosingSeconds(int seconds) {
        return with(seconds, kafka, registry, cardKeyset);
    }

    private DispatcherConfig with(
            int closing, Map<String, String> kafkaSettings, Map<String, String> registrySettings, String keyset) {
        return new DispatcherConfig(
                bootstrapServers,
                registryUrl,
                instanceId,
                credentialsFolder,
                commitIntervalMs,
                closing,
                jitterSeed,
                kafkaSettings,
                registrySettings,
                keyset);
    }

    /** Client settings may hold passwords, so only their names are shown. */
    @Override
    public String toString() {
        return "DispatcherConfig[" + instanceId + ", kafka " + bootstrapServers + ", registry " + registryUrl
                + ", client settings " + kafka.keySet() + registry.keySet() + "]";
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
