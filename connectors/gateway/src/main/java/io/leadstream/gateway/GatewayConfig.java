package io.leadstream.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The gateway's settings; what the configuration file leaves out takes its default.
 *
 * @param host address to listen at; 127.0.0.1
 * @param port port to listen at; 0 is any free one
 * @param bootstrapServers Kafka's bootstrap servers
 * @param registryUrl the schema registry's API, such as {@code http://localhost:8081/apis/registry/v3}
 * @param decisionTimeoutMs how long a request waits for its decisions, publishing included, in milliseconds; 5000
 * @param maxBodyBytes the longest body taken; 262144
 * @param accounts who may submit
 * @param kafka further settings of the Kafka clients, which win over the gateway's
 * @param registry further settings of the registry's client, such as trust and credentials; they win over the gateway's
 * @param cardKeyset file of the keyset that card numbers are sealed with; empty: card numbers are dropped
 * @param tlsCertificate file of the certificate that HTTPS is served with, PEM, followed by those that lead to its root; empty:
 *     HTTP without encryption
 * @param tlsKey file of the certificate's key, PKCS#8 in PEM; given if and only if the certificate is
 * @param ledgerUrl where an instance of streams-app is asked where a lead is, such as {@code http://streams-app:9464}; empty:
 *     nobody is told
 */
public record GatewayConfig(
        String host,
        int port,
        String bootstrapServers,
        String registryUrl,
        int decisionTimeoutMs,
        int maxBodyBytes,
        List<GatewayAccount> accounts,
        Map<String, String> kafka,
        Map<String, String> registry,
        String cardKeyset,
        String tlsCertificate,
        String tlsKey,
        String ledgerUrl) {

    private static final int DEFAULT_DECISION_TIMEOUT_MS = 5_000;
    private static final int DEFAULT_MAX_BODY_BYTES = 262_144;

    /**
     * Fills in what was left out.
     *
     * @throws IllegalArgumentException if a part is missing that has no default, or makes no sense
     */
    public GatewayConfig {
        host = Objects.requireNonNullElse(host, "127.0.0.1");
        bootstrapServers = Objects.requireNonNullElse(bootstrapServers, "");
        registryUrl = Objects.requireNonNullElse(registryUrl, "");
        decisionTimeoutMs = decisionTimeoutMs == 0 ? DEFAULT_DECISION_TIMEOUT_MS : decisionTimeoutMs;
        maxBodyBytes = maxBodyBytes == 0 ? DEFAULT_MAX_BODY_BYTES : maxBodyBytes;
        accounts = List.copyOf(Objects.requireNonNullElse(accounts, List.of()));
        kafka = Map.copyOf(Objects.requireNonNullElse(kafka, Map.of()));
        registry = Map.copyOf(Objects.requireNonNullElse(registry, Map.of()));
        tlsCertificate = Objects.requireNonNullElse(tlsCertificate, "");
        tlsKey = Objects.requireNonNullElse(tlsKey, "");
        cardKeyset = Objects.requireNonNullElse(cardKeyset, "");
        ledgerUrl = Objects.requireNonNullElse(ledgerUrl, "");
        require(!host.isBlank(), "host is blank");
        require(port >= 0 && port <= 65_535, "port is not 0 to 65535");
        require(!bootstrapServers.isBlank(), "bootstrapServers is missing");
        require(!registryUrl.isBlank(), "registryUrl is missing");
        require(decisionTimeoutMs > 0, "decisionTimeoutMs is negative");
        require(tlsCertificate.isEmpty() == tlsKey.isEmpty(), "tlsCertificate and tlsKey go together");
        require(ledgerUrl.isEmpty() || ledgerUrl.matches("https?://.+"), "ledgerUrl is no http or https address");
        require(maxBodyBytes > 0, "maxBodyBytes is negative");
        Set<String> ids = new HashSet<>();
        for (GatewayAccount account : accounts) {
            require(ids.add(account.id()), "two accounts are called " + account.id());
        }
    }

    /** A gateway that drops card numbers, serves plain HTTP and knows a registry that asks for nothing. */
    public GatewayConfig(
            String host,
            int port,
            String bootstrapServers,
            String registryUrl,
            int decisionTimeoutMs,
            int maxBodyBytes,
            List<GatewayAccount> accounts,
            Map<String, String> kafka) {
        this(
                host,
                port,
                bootstrapServers,
                registryUrl,
                decisionTimeoutMs,
                maxBodyBytes,
                accounts,
                kafka,
                Map.of(),
                "",
                "",
                "",
                "");
    }

    /** The same over HTTPS. */
    public GatewayConfig withTls(String certificate, String key) {
        return new GatewayConfig(
                host,
                port,
                bootstrapServers,
                registryUrl,
                decisionTimeoutMs,
                maxBodyBytes,
                accounts,
                kafka,
                registry,
                cardKeyset,
                certificate,
                key,
                ledgerUrl);
    }

    /** True if it serves HTTPS. */
    public boolean servesTls() {
        return !tlsCertificate.isEmpty();
    }

    /** Client settings may hold passwords, so only their names are shown. */
    @Override
    public String toString() {
        return "GatewayConfig[" + host + ":" + port + ", kafka " + bootstrapServers + ", accounts " + accounts
                + ", client settings " + kafka.keySet() + registry.keySet() + "]";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("gateway: " + otherwise);
        }
    }
}
