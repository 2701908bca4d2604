package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's certificate and its key, from PEM files. They are read once, when the gateway starts: a renewed certificate
 * is served after a restart.
 */
final class TlsFiles {

    /** What the key store in memory is locked with; it never leaves the process. */
    static final String PASSWORD = "in memory";

    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private TlsFiles() {}

    /**
     * A key store with the certificate and its key.
     *
     * @param certificate the certificate and those that lead to its root, in this order, in PEM
     * @param key its key, PKCS#8 in PEM, not encrypted
     * @throws IllegalArgumentException if a file is not there, is no such thing, or the two do not belong together
     */
    static KeyStore read(Path certificate, Path key) {
        Certificate[] chain = chain(certificate);
        PrivateKey secret = key(key);
        try {
            if (!belongTogether(chain[0].getPublicKey(), secret)) {
                throw refused("the key in " + key + " is not that of the certificate in " + certificate);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("gateway", secret, PASSWORD.toCharArray(), chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store cannot be made", e);
        }
    }

    private static Certificate[] chain(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw refused("there is no certificate in " + file);
            }
            return chain;
        } catch (IOException e) {
            throw refused("the file " + file + " cannot be read");
        } catch (GeneralSecurityException e) {
            throw refused("there is no certificate in PEM in " + file);
        }
    }

    private static PrivateKey key(Path file) {
        Matcher pem;
        try {
            pem = KEY.matcher(Files.readString(file, US_ASCII));
        } catch (IOException e) {
            throw refused("the file " + file + " cannot be read");
        }
        if (!pem.find()) {
            throw refused("there is no key in PKCS#8 (BEGIN PRIVATE KEY) in " + file);
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
        return ALGORITHMS.stream()
                .flatMap(algorithm -> key(algorithm, bytes).stream())
                .findFirst()
                .orElseThrow(() -> refused("the key in " + file + " is none of " + ALGORITHMS));
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] bytes) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException anotherKindOfKey) {
            return Optional.empty();
        }
    }

    private static boolean belongTogether(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
        if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "Ed25519";
                });
        byte[] sample = "sample".getBytes(US_ASCII);
        signature.initSign(secret);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static IllegalArgumentException refused(String words) {
        return new IllegalArgumentException("gateway: " + words);
    }
}
