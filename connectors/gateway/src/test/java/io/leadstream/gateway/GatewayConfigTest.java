package io.leadstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayConfigTest {

    @Test
    @SuppressWarnings("NullAway") // what a configuration file leaves out arrives as null
    void whatIsLeftOutTakesItsDefault() {
        var config = new GatewayConfig(null, 0, "k:9092", "http://r", 0, 0, null, null);
        var account = new GatewayAccount("a", "croco", "6666", "1234", null, null, null, null, null, null, 0, 0);

        assertThat(config)
                .isEqualTo(new GatewayConfig("127.0.0.1", 0, "k:9092", "http://r", 5000, 262_144, List.of(), Map.of()));
        assertThat(account)
                .isEqualTo(new GatewayAccount(
                        "a", "croco", "6666", "1234", "1", "UTC", List.of(), List.of(), List.of(), List.of(), 200, 0));
    }

    @Test
    void withoutAKeysetCardNumbersAreDropped() {
        assertThat(config(1, "k:9092", 1, 1).cardKeyset()).isEmpty();
    }

    @Test
    void nothingIsEncryptedUntilSomebodyHasACertificate() {
        assertThat(config(1, "k:9092", 1, 1).servesTls()).isFalse();
        assertThat(config(1, "k:9092", 1, 1).withTls("/cert", "/key").servesTls())
                .isTrue();
    }

    @Test
    void secretsAreNotShown() {
        var account = Fixtures.account("a", "plain", "6666", "hush", 1);
        var config = new GatewayConfig(
                "h", 1, "k:9092", "http://r", 1, 1, List.of(account), Map.of("sasl.jaas.config", "hush"));

        assertThat(config.toString()).contains("a, plain", "sasl.jaas.config").doesNotContain("hush");
    }

    @ParameterizedTest
    @MethodSource
    void whatMakesNoSenseIsRefusedInWords(ThrowingCallable made, String words) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(words);
    }

    static Stream<Arguments> whatMakesNoSenseIsRefusedInWords() {
        GatewayAccount fine = Fixtures.account("a", "plain", "n", "s", 1);
        return Stream.of(
                row(() -> account("", "plain", "n", "s", "1", "UTC", 1), "an account has no id"),
                row(() -> account("a", "", "n", "s", "1", "UTC", 1), "account a has no dialect"),
                row(() -> account("a", "plain", "", "", "1", "UTC", 1), "neither a name nor a secret"),
                row(() -> account("a", "plain", "n", "s", "+1", "UTC", 1), "1 to 4 digits"),
                row(() -> account("a", "plain", "n", "s", "1", "Mars/One", 1), "no time zone is called Mars/One"),
                row(() -> account("a", "plain", "n", "s", "1", "UTC", -1), "requestsAtOnce is below 1"),
                row(() -> account("a", "plain", "n", "sha256:xx:yy", "1", "UTC", 1), "a hashed secret is sha256"),
                row(
                        () -> Fixtures.account("a", "plain", "n", "s", List.of("admin")),
                        "account a: a role is submit, view or operate, not admin"),
                row(() -> config(1, "k", 1, 1).withTls("/cert", ""), "tlsCertificate and tlsKey go together"),
                row(() -> config(-1, "k", 1, 1), "port"),
                row(() -> config(65_536, "k", 1, 1), "port"),
                row(() -> config(1, "", 1, 1), "bootstrapServers is missing"),
                row(() -> config(1, "k", -1, 1), "decisionTimeoutMs is negative"),
                row(() -> config(1, "k", 1, -1), "maxBodyBytes is negative"),
                row(() -> Fixtures.config(1, fine, fine), "two accounts are called a"),
                row(
                        () -> Gateway.start(
                                Fixtures.config(1, Fixtures.account("a", "klingon", "n", "s", 1)), Map.of()),
                        "account a: there is no dialect klingon"));
    }

    private static Arguments row(ThrowingCallable made, String words) {
        return Arguments.of(made, words);
    }

    private static GatewayAccount account(
            String id, String dialect, String name, String secret, String callingCode, String zone, int atOnce) {
        return new GatewayAccount(
                id, dialect, name, secret, callingCode, zone, List.of(), List.of(), List.of(), List.of(), atOnce, 0);
    }

    private static GatewayConfig config(int port, String kafka, int timeoutMs, int maxBody) {
        return new GatewayConfig("h", port, kafka, "http://r", timeoutMs, maxBody, List.of(), Map.of());
    }
}
