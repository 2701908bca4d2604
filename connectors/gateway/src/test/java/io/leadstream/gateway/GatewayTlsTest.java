package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.accepted;
import static io.leadstream.gateway.Fixtures.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.dialect.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's HTTPS, with a certificate that keytool made. */
class GatewayTlsTest {

    private static final String GOOD = "/plain/add?user=6666&pass=1234&phone=7275551111";

    /** The first words of a client that knows TLS 1.1 and nothing newer. */
    private static final String TLS_1_1_HELLO =
            "16 0301 0031 01 00002d 0302" + "11".repeat(32) + "00 0004 c013 002f 01 00 0000";

    @TempDir
    private static Path folder;

    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        certificate("one");
        certificate("other");
        Decisions decisions = new Decisions();
        ScriptedPublisher publisher =
                new ScriptedPublisher(event -> decisions.decided(accepted(event)), Published.SAVED);
        gateway = Gateway.serve(
                Fixtures.config(5000, account("a", PlainDialect.ID, "6666", "1234", 1))
                        .withTls(file("one.crt"), file("one.key")),
                Fixtures.DIALECTS,
                new Gateway.Edges(publisher, decisions, id -> new SubmittedLeads.Found.Nothing(), Reports.NONE),
                () -> true,
                Gateway.Observers.NONE,
                new ArrayDeque<>());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aLeadIsTakenOverTls(String version) throws Exception {
        HttpResponse<String> answer = get("one", version);
        assertThat(answer.body()).isEqualTo("ACCEPTED 1024");
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
    }

    @Test
    void whoTrustsAnotherCertificateDoesNotGetIn() {
        assertThatThrownBy(() -> get("other", "TLSv1.3")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void anOlderTlsIsRefused() throws IOException {
        byte[] hello = HexFormat.of().parseHex(TLS_1_1_HELLO.replace(" ", ""));
        assertThat(first(hello, 7)).as("alert protocol_version").endsWith(2, 70).startsWith(21);
    }

    @Test
    void nothingIsAnsweredInTheClear() throws IOException {
        byte[] plain = ("GET " + GOOD + " HTTP/1.1\r\nHost: gateway\r\n\r\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(new String(first(plain, 200), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("HTTP/1.1 200", "ACCEPTED");
    }

    @Test
    void filesThatDoNotServeAreNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertThatThrownBy(() -> TlsFiles.read(path("one.crt"), path("other.key")))
                .hasMessageContaining("other.key is not that of the certificate in");
        assertThatThrownBy(() -> TlsFiles.read(path("none"), path("one.key")))
                .hasMessageContaining("none cannot be read");
        assertThatThrownBy(() -> TlsFiles.read(empty, path("one.key"))).hasMessageContaining("no certificate in");
        assertThatThrownBy(() -> TlsFiles.read(path("one.crt"), empty)).hasMessageContaining("no key in PKCS#8");
    }

    private static HttpResponse<String> get(String trusted, String version) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(path(trusted + ".crt")))
                .sslParameters(parameters)
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gateway.port() + GOOD))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    /** What comes back first, at most so much of it; a connection that is cut off has said what it had to say. */
    private static byte[] first(byte[] sent, int most) throws IOException {
        var said = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(sent);
            int next = socket.getInputStream().read();
            while (next >= 0 && said.size() < most) {
                said.write(next);
                next = said.size() < most ? socket.getInputStream().read() : -1;
            }
        } catch (SocketException cutOff) {
            return said.toByteArray();
        }
        return said.toByteArray();
    }

    private static SSLContext trusting(Path certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Makes a certificate for loopback and its key, as NAME.crt and NAME.key. */
    private static void certificate(String name) throws Exception {
        Path store = path(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-dname",
                        "CN=" + name,
                        "-keyalg",
                        "RSA",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "for-a-test")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, "for-a-test".toCharArray());
        }
        pem(path(name + ".crt"), "CERTIFICATE", made.getCertificate("it").getEncoded());
        pem(
                path(name + ".key"),
                "PRIVATE KEY",
                made.getKey("it", "for-a-test".toCharArray()).getEncoded());
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private static Path path(String name) {
        return folder.resolve(name);
    }

    private static String file(String name) {
        return path(name).toString();
    }
}
