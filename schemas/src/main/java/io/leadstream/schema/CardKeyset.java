package io.leadstream.schema;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that card numbers and dead letters are sealed with (pipeline.md, Card numbers): a Tink AEAD keyset from a JSON
 * file.
 *
 * <p>What is sealed is bound to where it belongs, a card number to its lead's phone and a dead letter to its place in the
 * log, so that it cannot be opened anywhere else. Older keys of the keyset still open what they sealed. Nothing here
 * shows a key or a number in a message.
 */
public final class CardKeyset {

    private static final String CARD = "leadstream card number 1|";
    private static final int LAST_DIGITS = 4;

    private final Aead aead;

    private CardKeyset(Aead aead) {
        this.aead = aead;
    }

    /**
     * The keyset in a file.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no AEAD keyset; the message names the file only
     */
    public static CardKeyset read(Path file) {
        try {
            Configuration tink = tink();
            KeysetHandle keys =
                    TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), tink, InsecureSecretKeyAccess.get());
            return new CardKeyset(keys.getPrimitive(tink, Aead.class));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Not the cause: a parser's message quotes what it read.
            throw new IllegalArgumentException("no card keyset can be read from " + file + " ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** The keyset in a file as configuration names it; nothing if it names none. Throws as {@link #read} does. */
    public static Optional<CardKeyset> configured(String file) {
        return file.isBlank() ? Optional.empty() : Optional.of(read(Path.of(file)));
    }

    /**
     * Writes a new keyset, one AES-256-GCM key, to a file that only its owner may read.
     *
     * @throws IOException if the file is there already or cannot be made
     */
    public static void create(Path file) throws IOException {
        String keyset;
        try {
            Configuration tink = tink();
            KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, tink);
            keyset = TinkJsonProtoKeysetFormat.serializeKeyset(keys, tink, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Set<StandardOpenOption> anew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (WritableByteChannel out = Files.newByteChannel(file, anew, owner)) {
            ByteBuffer bytes = ByteBuffer.wrap(keyset.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    /**
     * A card number, sealed.
     *
     * @param number at least four digits
     * @param phone the identity of the lead's phone
     */
    public Card seal(String number, String phone) {
        byte[] sealed = seal(number.getBytes(StandardCharsets.UTF_8), CARD + phone);
        return Card.newBuilder()
                .setCiphertext(ByteBuffer.wrap(sealed))
                .setLastFour(number.substring(number.length() - LAST_DIGITS))
                .build();
    }

    /** The card number, or nothing if it was sealed with other keys, for another phone, or not at all. */
    public Optional<String> open(Card card, String phone) {
        ByteBuffer sealed = card.getCiphertext().duplicate();
        byte[] bytes = new byte[sealed.remaining()];
        sealed.get(bytes);
        return open(bytes, CARD + phone).map(number -> new String(number, StandardCharsets.UTF_8));
    }

    private static Configuration tink() throws GeneralSecurityException {
        AeadConfig.register();
        return RegistryConfiguration.get();
    }

    /** Bytes sealed for a purpose, which {@link #open} must name again. */
    byte[] seal(byte[] clear, String purpose) {
        try {
            return aead.encrypt(clear, purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /** What was sealed for this purpose, or nothing if these bytes were not. */
    Optional<byte[]> open(byte[] sealed, String purpose) {
        try {
            return Optional.of(aead.decrypt(sealed, purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
