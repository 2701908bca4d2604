package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.leadstream.dialect.Call;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor that has a certificate of its own making, and wants to see ours. */
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static HttpsServer vendor;

    @BeforeAll
    static void start() throws Exception {
        keytool(
                "-genkeypair",
                "-keystore",
                "vendor.p12",
                "-alias",
                "vendor",
                "-keyalg",
                "EC",
                "-dname",
                "CN=vendor",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2");
        keytool(
                "-genkeypair",
                "-keystore",
                "ours.p12",
                "-alias",
                "ours",
                "-keyalg",
                "EC",
                "-dname",
                "CN=ours",
                "-validity",
                "2");
        trust("vendor", "vendors.p12");
        trust("ours", "callers.p12");
        vendor = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.setHttpsConfigurator(new HttpsConfigurator(context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        vendor.createContext("/", exchange -> {
            byte[] body = "OK".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        vendor.start();
    }

    @AfterAll
    static void stop() {
        vendor.stop(0);
    }

    @Test
    void aVendorWhomOnlyItsTrustStoreKnowsAndThatKnowsOurCertificateAnswers() {
        TransportAnswer answer = call(Map.of(
                "tls_keystore",
                "ours.p12",
                "tls_keystore_password",
                PASSWORD,
                "tls_truststore",
                "vendors.p12",
                "tls_truststore_password",
                PASSWORD));
        assertThat(answer).isInstanceOf(TransportAnswer.Answered.class);
        assertThat(((TransportAnswer.Answered) answer).answer().status()).isEqualTo(200);
    }

    @Test
    void withoutOurCertificateItDoesNot() {
        assertThat(call(Map.of("tls_truststore", "vendors.p12", "tls_truststore_password", PASSWORD)))
                .isNotInstanceOf(TransportAnswer.Answered.class);
    }

    @Test
    void aVendorThatNobodyVouchesForIsSentNothing() {
        assertThat(call(Map.of())).isInstanceOf(TransportAnswer.NotSent.class);
    }

    @Test
    void onlyFilesOfTheFolderAreOpenedAndNoDialectSeesThem() {
        assertThatThrownBy(() -> Tls.of(Map.of("tls_keystore", "../ours.p12"), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tls_keystore");
        assertThatThrownBy(() -> Tls.of(Map.of("tls_truststore", "nobody.p12"), folder))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Tls.without(Map.of("user", "u", "tls_keystore_password", PASSWORD)))
                .containsExactly(Map.entry("user", "u"));
        assertThat(Tls.of(Map.of("tls_keystore", "ours.p12", "tls_keystore_password", PASSWORD), folder)
                        .toString())
                .doesNotContain(PASSWORD);
    }

    private static TransportAnswer call(Map<String, String> credentials) {
        try (JettyTransport transport = new JettyTransport(
                "tls",
                Set.of("127.0.0.1"),
                new AddressPolicy(true),
                1,
                Duration.ofSeconds(5),
                JettyTransport.MOST_BODY,
                Tls.of(credentials, folder))) {
            URI uri = URI.create("https://127.0.0.1:" + vendor.getAddress().getPort() + "/");
            return transport.call(uri, new Call("GET", "/", "", Map.of(), new byte[0]), Duration.ofSeconds(10));
        }
    }

    private static SSLContext context() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("vendor.p12"), PASSWORD.toCharArray());
        TrustManagerFactory callers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        callers.init(store("callers.p12"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), callers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void trust(String whom, String store) throws Exception {
        keytool("-exportcert", "-keystore", whom + ".p12", "-alias", whom, "-file", whom + ".crt");
        keytool("-importcert", "-keystore", store, "-alias", whom, "-file", whom + ".crt", "-noprompt");
    }

    private static void keytool(String... words) throws Exception {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        ProcessBuilder builder = new ProcessBuilder(program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile());
        builder.command().addAll(java.util.List.of(words));
        builder.command().addAll(java.util.List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> String.join(" ", words)).isZero();
    }
}
