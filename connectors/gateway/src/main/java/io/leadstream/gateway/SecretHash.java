package io.leadstream.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A secret that can be recognised but not read: a salt, and the SHA-256 of the salt followed by the secret. */
final class SecretHash {

    private static final String PREFIX = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:((?:[0-9a-f]{2})+):([0-9a-f]{64})");

    /** How a salt and a secret become a hash. */
    interface Function {
        byte[] hash(byte[] salt, String secret);
    }

    static final Function SHA_256 = SecretHash::sha256;

    private final Function function;
    private final byte[] salt;
    private final byte[] hash;

    private SecretHash(Function function, byte[] salt, byte[] hash) {
        this.function = function;
        this.salt = salt;
        this.hash = hash;
    }

    /** False if a configured secret says that it is hashed but is not in the form of one. */
    static boolean isReadable(String configured) {
        return !configured.startsWith(PREFIX)
                || FORM.matcher(configured.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * A secret as configured.
     *
     * @param configured plain, or {@code sha256:<salt in hex>:<hash in hex>}
     * @param salt salt for a plain one
     * @param function how it is hashed
     */
    static SecretHash of(String configured, byte[] salt, Function function) {
        var form = FORM.matcher(configured.toLowerCase(Locale.ROOT));
        if (form.matches()) {
            HexFormat hex = HexFormat.of();
            return new SecretHash(function, hex.parseHex(form.group(1)), hex.parseHex(form.group(2)));
        }
        return new SecretHash(function, salt.clone(), function.hash(salt, configured));
    }

    /** True if this is the secret; it takes the same time either way. */
    boolean matches(String secret) {
        return MessageDigest.isEqual(hash, function.hash(salt, secret));
    }

    private static byte[] sha256(byte[] salt, String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
