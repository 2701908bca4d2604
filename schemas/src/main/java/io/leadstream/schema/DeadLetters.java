package io.leadstream.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a record that nobody could read: a record of {@code dead-letters} with the bytes as they were, Kafka's
 * own headers for dead letters (KIP-1034) and the stage.
 *
 * <p>Such bytes may hold anything. With a card keyset the key, the value and the record's own headers are sealed, and
 * {@link #SEALED} says so; {@link #open} undoes it. There is never a stack trace, which can quote a lead
 * (correctness.md 21).
 */
public final class DeadLetters {

    /** The header of a sealed letter; its value is the purpose that it was sealed for. */
    public static final String SEALED = "leadstream.sealed-for";

    /** The header of a letter with the first part only of a record that was too large; its value is how large, bytes. */
    public static final String CUT = "leadstream.cut";

    /** Most bytes of a record that we write: what Kafka takes by default is a little more. */
    public static final int MOST_RECORD = 1_000_000;

    /** What the header that tells of a cut takes, at most. */
    private static final int CUT_HEADER = 64;

    /** What a record or a header takes beside its bytes, at most. */
    private static final int OVERHEAD = 32;

    private static final int LONGEST_MESSAGE = 1_000;

    private static final String PURPOSE = "leadstream dead letter 1";
    private static final String KAFKA = "__streams.errors.";
    private static final String TOPIC = KAFKA + "topic";
    private static final String PARTITION = KAFKA + "partition";
    private static final String OFFSET = KAFKA + "offset";
    private static final String STACK_TRACE = "stacktrace";
    private static final String EXCEPTION = KAFKA + "exception";
    private static final String MESSAGE = KAFKA + "message";
    private static final String STAGE = "leadstream.stage";
    private static final Set<String> OURS = Set.of(EXCEPTION, MESSAGE, TOPIC, PARTITION, OFFSET, STAGE, SEALED, CUT);

    private final Optional<CardKeyset> keyset;

    /** Letters sealed with this keyset; without one they are written as they are. */
    public DeadLetters(Optional<CardKeyset> keyset) {
        this.keyset = keyset;
    }

    /** A record of {@code dead-letters}, or one that was read from there. */
    public record Letter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    /**
     * What went wrong, and with which record.
     *
     * @param exception class of what was thrown
     * @param message its message, which quotes nothing of the record
     */
    public record Fault(
            String topic,
            int partition,
            long offset,
            String stage,
            String exception,
            @Nullable String message) {}

    /**
     * A record that could not be read, as the letter to be written. A letter that would be too large has the first part of the
     * record's value; where key and headers leave no room for one, it has neither of them.
     */
    public Letter letter(byte @Nullable [] key, byte @Nullable [] value, Headers own, Fault fault) {
        Letter whole = whole(key, value, own, fault);
        int over = size(whole) - MOST_RECORD;
        if (over <= 0) {
            return whole;
        }
        int kept = size(value) - over - CUT_HEADER;
        Letter cut = kept >= 0
                ? whole(key, first(value, kept), own, fault)
                : whole(null, first(value, MOST_RECORD / 2), new RecordHeaders(), fault);
        add(cut.headers(), CUT, Integer.toString(size(value)));
        return cut;
    }

    private static byte @Nullable [] first(byte @Nullable [] value, int bytes) {
        return value == null ? null : Arrays.copyOf(value, Math.min(value.length, bytes));
    }

    private Letter whole(byte @Nullable [] key, byte @Nullable [] value, Headers own, Fault fault) {
        String place = place(fault.topic(), Integer.toString(fault.partition()), Long.toString(fault.offset()));
        Headers headers = new RecordHeaders();
        for (Header header : own) {
            if (!header.key().endsWith(STACK_TRACE)) {
                headers.add(header.key(), seal(header.value(), place + header.key()));
            }
        }
        add(headers, EXCEPTION, fault.exception());
        String message = fault.message() == null ? "" : fault.message();
        add(headers, MESSAGE, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
        add(headers, TOPIC, fault.topic());
        add(headers, PARTITION, Integer.toString(fault.partition()));
        add(headers, OFFSET, Long.toString(fault.offset()));
        add(headers, STAGE, fault.stage());
        if (keyset.isPresent()) {
            add(headers, SEALED, PURPOSE);
        }
        return new Letter(seal(key, place + "key"), seal(value, place + "value"), headers);
    }

    /**
     * A letter with the bytes as they were before they were sealed; one that was not sealed is returned as it is.
     *
     * @return nothing if it was sealed with other keys, or is not the letter that its headers say
     */
    public Optional<Letter> open(Letter letter) {
        if (letter.headers().lastHeader(SEALED) == null) {
            return Optional.of(letter);
        }
        String place =
                place(text(letter.headers(), TOPIC), text(letter.headers(), PARTITION), text(letter.headers(), OFFSET));
        Optional<byte[]> key = opened(letter.key(), place + "key");
        Optional<byte[]> value = opened(letter.value(), place + "value");
        if ((letter.key() != null && key.isEmpty()) || (letter.value() != null && value.isEmpty())) {
            return Optional.empty();
        }
        Headers headers = new RecordHeaders();
        for (Header header : letter.headers()) { // ours were never sealed and do not open
            headers.add(
                    header.key(), opened(header.value(), place + header.key()).orElse(header.value()));
        }
        return Optional.of(new Letter(key.orElse(null), value.orElse(null), headers));
    }

    /** What a letter's headers say went wrong; nothing if they are not those of a letter. */
    public static Optional<Fault> fault(Headers headers) {
        String topic = text(headers, TOPIC);
        String partition = text(headers, PARTITION);
        String offset = text(headers, OFFSET);
        if (topic.isEmpty() || !partition.matches("[0-9]{1,9}") || !offset.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                topic,
                Integer.parseInt(partition),
                Long.parseLong(offset),
                text(headers, STAGE),
                text(headers, EXCEPTION),
                text(headers, MESSAGE)));
    }

    /** Of an open letter's headers those that its record brought along. */
    public static Headers own(Headers headers) {
        Headers own = new RecordHeaders();
        for (Header header : headers) {
            if (!OURS.contains(header.key())) {
                own.add(header);
            }
        }
        return own;
    }

    private byte @Nullable [] seal(byte @Nullable [] clear, String purpose) {
        return clear == null || keyset.isEmpty() ? clear : keyset.get().seal(clear, purpose);
    }

    private Optional<byte[]> opened(byte @Nullable [] sealed, String purpose) {
        return sealed == null ? Optional.empty() : keyset.flatMap(keys -> keys.open(sealed, purpose));
    }

    /** The beginning of every purpose of a letter's parts. */
    private static String place(String topic, String partition, String offset) {
        return PURPOSE + "|" + topic + "|" + partition + "|" + offset + "|";
    }

    /** Ours are the last of their name, whatever the record brought along. */
    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static int size(Letter letter) {
        int size = OVERHEAD + size(letter.key()) + size(letter.value());
        for (Header header : letter.headers()) {
            size += OVERHEAD + header.key().getBytes(StandardCharsets.UTF_8).length + size(header.value());
        }
        return size;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
