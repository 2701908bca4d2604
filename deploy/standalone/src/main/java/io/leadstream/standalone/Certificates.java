package io.leadstream.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.utils.Utils;

/**
 * The certificates of one system on loopback, as PEM files in a folder that only its owner reads: an authority, and one for
 * each of {@link #OWNERS}.
 *
 * <p>They are made once, by the JDK's keytool. The authority's key is thrown away when it has signed, so that nobody can make
 * another that the system would trust. Whoever wants new ones removes the folder.
 */
record Certificates(Path folder) {

    /** The broker, towards itself and its clients; a super user. */
    static final String BROKER = "leadstream-broker";

    /** Who makes users and gives them their rights; a super user. */
    static final String ADMIN = "leadstream-admin";

    /** A producer that shows a certificate instead of a password. */
    static final String PRODUCER = "producer";

    static final String REGISTRY = "registry";
    static final String GATEWAY = "gateway";

    private static final List<String> OWNERS = List.of(BROKER, ADMIN, PRODUCER, REGISTRY, GATEWAY);
    private static final String AUTHORITY = "leadstream-authority";
    private static final String DAYS = "3650";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** A certificate with those that lead to its root, and its key. */
    record Pair(Path certificate, Path key) {}

    /** The certificates in a folder; they are made if it is not there. */
    static Certificates in(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
                Utils.delete(fresh.toFile());
                make(PrivateFiles.folder(fresh));
                Files.move(fresh, folder);
            }
            return new Certificates(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificates cannot be made", e);
        }
    }

    /** The authority's certificate, which clients trust. */
    Path authority() {
        return folder.resolve("ca.pem");
    }

    /** Key and certificate of an owner in one file, as Kafka's clients and brokers read them. */
    Path both(String owner) {
        return folder.resolve(owner + ".pem");
    }

    /** Key and certificate of an owner in two files, as others read them. */
    Pair pair(String owner) {
        return new Pair(folder.resolve(owner + ".crt"), folder.resolve(owner + ".key"));
    }

    /** What trusts the authority and nobody else. */
    SSLContext trust() {
        try (InputStream in = Files.newInputStream(authority())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate " + authority() + " cannot be trusted", e);
        }
    }

    private static void make(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("all.p12");
        String password = Passwords.random(new SecureRandom());
        keytool(store, password, AUTHORITY, List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign"));
        for (String owner : OWNERS) {
            List<String> signed = List.of(
                    "-signer", AUTHORITY,
                    "-ext", "san=ip:127.0.0.1,dns:localhost",
                    "-ext", "eku=serverAuth,clientAuth");
            keytool(store, password, owner, signed);
        }
        char[] secret = password.toCharArray();
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, secret);
        }
        PrivateFiles.write(
                folder.resolve("ca.pem"),
                pem("CERTIFICATE", all.getCertificate(AUTHORITY).getEncoded()));
        for (String owner : OWNERS) {
            StringBuilder chain = new StringBuilder();
            for (Certificate each : all.getCertificateChain(owner)) {
                chain.append(pem("CERTIFICATE", each.getEncoded()));
            }
            String key = pem("PRIVATE KEY", all.getKey(owner, secret).getEncoded());
            PrivateFiles.write(folder.resolve(owner + ".crt"), chain.toString());
            PrivateFiles.write(folder.resolve(owner + ".key"), key);
            PrivateFiles.write(folder.resolve(owner + ".pem"), key + chain);
        }
        Files.delete(store);
    }

    /** Makes a key and its certificate in a store. */
    private static void keytool(Path store, String password, String owner, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                owner,
                "-dname",
                "CN=" + owner,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD"));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("STORE_PASSWORD", password));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while certificates were made", e);
        }
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }
}
