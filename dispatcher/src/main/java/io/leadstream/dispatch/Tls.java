package io.leadstream.dispatch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A vendor's TLS beyond what Java trusts: the certificate that we show it, and the authorities that we take its word from.
 * Part of its credentials: {@code tls_keystore} and {@code tls_truststore} name PKCS12 files in the credentials' folder,
 * {@code tls_keystore_password} and {@code tls_truststore_password} open them.
 *
 * @param key our certificate and its key, where the vendor asks for one
 * @param trust whom to trust, in place of Java's own list
 */
record Tls(Optional<Store> key, Optional<Store> trust) {

    /** No certificate of ours, and Java's list of authorities. */
    static final Tls STANDARD = new Tls(Optional.empty(), Optional.empty());

    /** What belongs to TLS in a credentials file begins so, and is shown to no dialect. */
    private static final String PREFIX = "tls_";

    private static final String TYPE = "PKCS12";

    /** A file and its password. */
    record Store(Path file, String password) {

        /** Passwords are not printed. */
        @Override
        public String toString() {
            return "Store[" + file.getFileName() + "]";
        }
    }

    /**
     * What a credentials file says of TLS.
     *
     * @throws IllegalArgumentException if it names a file that is not in the folder
     */
    static Tls of(Map<String, String> credentials, Path folder) {
        return new Tls(store(credentials, "tls_keystore", folder), store(credentials, "tls_truststore", folder));
    }

    /** The credentials that are the dialect's. */
    static Map<String, String> without(Map<String, String> credentials) {
        Map<String, String> rest = new HashMap<>(credentials);
        rest.keySet().removeIf(name -> name.startsWith(PREFIX));
        return Map.copyOf(rest);
    }

    private static Optional<Store> store(Map<String, String> credentials, String name, Path folder) {
        return Optional.ofNullable(credentials.get(name)).map(file -> {
            if (!Credentials.isPlain(file) || !Files.isRegularFile(folder.resolve(file))) {
                throw new IllegalArgumentException(name + " is no file of the credentials' folder");
            }
            return new Store(folder.resolve(file), credentials.getOrDefault(name + "_password", ""));
        });
    }

    /** For the HTTP client; host names are checked as ever. */
    SslContextFactory.Client factory() {
        SslContextFactory.Client factory = new SslContextFactory.Client();
        key.ifPresent(store -> {
            factory.setKeyStoreType(TYPE);
            factory.setKeyStorePath(store.file().toString());
            factory.setKeyStorePassword(store.password());
        });
        trust.ifPresent(store -> {
            factory.setTrustStoreType(TYPE);
            factory.setTrustStorePath(store.file().toString());
            factory.setTrustStorePassword(store.password());
        });
        return factory;
    }
}
