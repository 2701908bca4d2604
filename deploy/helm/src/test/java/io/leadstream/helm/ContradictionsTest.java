package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Values that contradict each other are refused with a sentence that says what to do; values that do not exist, by the schema. */
class ContradictionsTest {

    /** One wrong thing. */
    record Case(String set, Map<String, Object> over, String sentence) {}

    static final List<Case> CASES = List.of(
            new Case("small", Map.of("kafka.bootstrapServers", ""), "kafka.bootstrapServers is missing"),
            new Case("large", Map.of("strimzi.cluster", ""), "strimzi.enabled needs strimzi.cluster"),
            new Case(
                    "large",
                    Map.of("kafka.replication", 7),
                    "kafka.replication is 7, but strimzi.brokers says that there are 5"),
            new Case("small", Map.of("kafka.tls.enabled", true), "kafka.tls.enabled needs kafka.tls.caSecret"),
            new Case(
                    "secure",
                    Map.of("kafka.tls.publicCa", true),
                    "kafka.tls.caSecret and kafka.tls.publicCa contradict each other"),
            new Case(
                    "small",
                    Map.of("kafka.authentication", "scram"),
                    "kafka.authentication scram needs kafka.tls.enabled"),
            new Case(
                    "secure",
                    Map.of("kafka.userSecrets.gateway", ""),
                    "needs kafka.userSecrets.gateway, since no Strimzi makes it"),
            new Case("secure", Map.of("keda.enabled", true), "needs kafka.userSecrets.keda, since no Strimzi makes it"),
            new Case(
                    "large",
                    Map.of("kafka.userSecrets.keda", "mine"),
                    "kafka.userSecrets.keda needs kafka.kedaUsername"),
            new Case(
                    "small",
                    Map.of("registry.url", "http://there/apis/registry/v3"),
                    "registry.enabled makes a registry and registry.url names another"),
            new Case("secure", Map.of("registry.url", ""), "registry.url is missing"),
            new Case(
                    "small",
                    Map.of("registry.replicas", 2),
                    "registry.replicas more than 1 need registry.storage.kind postgresql"),
            new Case("large", Map.of("registry.storage.secret", ""), "registry.storage.kind postgresql needs"),
            new Case("secure", Map.of("registry.secret", ""), "registry.settings refer to the registry's secret"),
            new Case(
                    "small",
                    Map.of("streamsApp.standbyReplicas", 1),
                    "streamsApp.standbyReplicas is 1 with 1 instances"),
            new Case(
                    "small",
                    Map.of("streamsApp.replicas", 3),
                    "streams-app has up to 3 instances of 2 threads, but kafka.partitions is 4"),
            new Case(
                    "large",
                    Map.of("keda.streamsApp.maxReplicas", 13),
                    "streams-app has up to 13 instances of 4 threads, but kafka.partitions is 48"),
            new Case(
                    "small",
                    Map.of("dispatcher.replicas", 5),
                    "dispatcher has up to 5 instances, but kafka.partitions is 4"),
            new Case(
                    "large",
                    Map.of("keda.dispatcher.minReplicas", 30),
                    "keda.dispatcher.minReplicas is 30 and maxReplicas 24"),
            new Case(
                    "large",
                    Map.of("keda.gateway.minReplicas", 21),
                    "keda.gateway.minReplicas is 21 and maxReplicas 20"),
            new Case("small", Map.of("gateway.maxUnavailable", 0), "gateway.maxUnavailable is 0"),
            new Case("small", Map.of("streamsApp.maxUnavailable", 0), "streamsApp.maxUnavailable is 0"),
            new Case(
                    "small",
                    Map.of("gateway.ingress.enabled", true),
                    "gateway.ingress.enabled needs gateway.ingress.host"),
            new Case(
                    "large",
                    Map.of("gateway.ingress.tlsSecret", ""),
                    "gateway.ingress.enabled needs gateway.ingress.tlsSecret"),
            new Case("small", Map.of("gateway.tls.enabled", true), "gateway.tls.enabled needs gateway.tls.secret"),
            new Case(
                    "small",
                    Map.of("gateway.accountsSecret", ""),
                    "account crm has a secret_key, but gateway.accountsSecret is empty"),
            new Case(
                    "small",
                    Map.of("deploy.when", "before"),
                    "deploy.when before needs a registry and a user that are there before"),
            new Case(
                    "large",
                    Map.of("keda.prometheus.url", ""),
                    "keda.dispatcher.oldestSeconds needs keda.prometheus.url"),
            new Case(
                    "large",
                    Map.of("gateway.resources.requests.cpu", ""),
                    "keda.gateway.cpuPercent needs gateway.resources.requests.cpu"),
            new Case(
                    "large",
                    Map.of("networkPolicy.monitoringNamespace", "null"),
                    "serviceMonitor.enabled with networkPolicy.enabled needs"));

    @ParameterizedTest
    @FieldSource("CASES")
    void isRefusedWithASentence(Case wrong) {
        assertThat(Contradictions.said(wrong.set(), wrong.over())).contains(wrong.sentence());
    }

    /** Each sentence of the templates is said to a case above. */
    @Test
    void everySentenceIsTried() throws IOException {
        String checks = Files.readString(Chart.FOLDER.resolve("templates/_checks.tpl"));
        List<String> sentences = Pattern.compile("fail \\(?(?:printf )?\"([^\"]+)\"")
                .matcher(checks)
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> said = CASES.stream()
                .map(wrong -> Contradictions.said(wrong.set(), wrong.over()))
                .toList();

        assertThat(sentences)
                .hasSizeGreaterThan(20)
                .allSatisfy(sentence -> assertThat(said)
                        .anyMatch(text -> pattern(sentence).matcher(text).find()));
    }

    /** What a sentence with placeholders can read like. */
    private static Pattern pattern(String sentence) {
        return Pattern.compile(Pattern.compile("%[sd]")
                .splitAsStream(sentence)
                .map(Pattern::quote)
                .collect(Collectors.joining("[^ ]+")));
    }

    @Test
    void whatIsNoValueIsRefused() {
        assertThat(Contradictions.said("small", Map.of("streamsapp.replicas", 3)))
                .contains("streamsapp");
        assertThat(Contradictions.said("small", Map.of("streamsApp.replica", 3)))
                .contains("replica");
        assertThat(Contradictions.said("small", Map.of("gateway.replicas", 0))).contains("replicas");
        assertThat(Contradictions.said("small", Map.of("kafka.partitions", 2000)))
                .contains("partitions");
        assertThat(Contradictions.said("small", Map.of("kafka.authentication", "kerberos")))
                .contains("authentication");
        assertThat(Contradictions.said("small", Map.of("gateway.config.port", 81)))
                .contains("port");
        assertThat(Contradictions.said("small", Map.of("gateway.accounts[0].secret", "tiger")))
                .contains("secret");
    }
}
