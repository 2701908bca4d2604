package io.leadstream.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A letter is never too large to be written, whatever the record was that it tells of. */
class DeadLettersTest {

    private static final byte[] KEY = "key".getBytes(UTF_8);

    private final DeadLetters letters = new DeadLetters(Optional.empty());

    @Test
    void whatFitsIsKeptWhole() {
        byte[] value = new byte[900_000];
        DeadLetters.Letter letter = letters.letter(KEY, value, headers(10, 10), fault("no lead"));
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(cut(letter)).isEmpty();
        assertThat(DeadLetters.own(letter.headers())).hasSize(10);
    }

    @Test
    void ofALargeValueTheFirstPartIsKept() {
        DeadLetters.Letter letter = letters.letter(KEY, new byte[5_000_000], headers(10, 10), fault("no lead"));
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(letter.value()).hasSizeBetween(990_000, DeadLetters.MOST_RECORD);
        assertThat(cut(letter)).contains("5000000");
        assertThat(DeadLetters.own(letter.headers())).hasSize(10);
    }

    @Test
    void whereTheRestLeavesNoRoomTheValueIsKeptWithoutIt() {
        for (DeadLetters.Letter letter : new DeadLetters.Letter[] {
            letters.letter(KEY, "value".getBytes(UTF_8), headers(100_000, 10), fault("no lead")),
            letters.letter(new byte[2_000_000], "value".getBytes(UTF_8), headers(1, 1), fault("no lead")),
        }) {
            assertThat(letter.key()).isNull();
            assertThat(letter.value()).isEqualTo("value".getBytes(UTF_8));
            assertThat(DeadLetters.own(letter.headers())).isEmpty();
            assertThat(cut(letter)).contains("5");
        }
    }

    @Test
    void aMessageIsNoLongerThanAMessage() {
        DeadLetters.Letter letter = letters.letter(KEY, KEY, new RecordHeaders(), fault("x".repeat(2_000_000)));
        assertThat(cut(letter)).isEmpty();
        assertThat(DeadLetters.fault(letter.headers()).orElseThrow().message()).hasSizeLessThan(2_000);
    }

    private static Headers headers(int count, int bytes) {
        Headers headers = new RecordHeaders();
        for (int i = 0; i < count; i++) {
            headers.add("h", new byte[bytes]);
        }
        return headers;
    }

    private static Optional<String> cut(DeadLetters.Letter letter) {
        return Optional.ofNullable(letter.headers().lastHeader(DeadLetters.CUT))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }

    private static DeadLetters.Fault fault(String message) {
        return new DeadLetters.Fault("leads", 1, 7, "read", "Exception", message);
    }
}
