package io.leadstream.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardKeysetTest {

    private static final String NUMBER = "4111111111111111";
    private static final String PHONE = "17275551111";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void create() throws IOException {
        file = folder.resolve("keyset.json");
        CardKeyset.create(file);
    }

    @Test
    void a_number_opens_for_its_own_phone_only_and_with_its_own_keyset_only() throws IOException {
        Card card = CardKeyset.read(file).seal(NUMBER, PHONE);
        assertThat(card.getLastFour()).isEqualTo("1111");
        assertThat(new String(card.getCiphertext().array(), UTF_8)).doesNotContain(NUMBER);
        assertThat(CardKeyset.read(file).open(card, PHONE)).contains(NUMBER);
        assertThat(CardKeyset.read(file).open(card, PHONE)).as("opened twice").contains(NUMBER);
        assertThat(CardKeyset.read(file).open(card, "17275552222")).isEmpty();

        Path other = folder.resolve("other.json");
        CardKeyset.create(other);
        assertThat(CardKeyset.read(other).open(card, PHONE)).isEmpty();
        assertThat(CardKeyset.read(file)
                        .open(
                                Card.newBuilder(card)
                                        .setCiphertext(java.nio.ByteBuffer.allocate(3))
                                        .build(),
                                PHONE))
                .isEmpty();
    }

    @Test
    void a_keyset_is_its_owners_and_is_never_overwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> CardKeyset.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void a_file_that_holds_no_keyset_is_not_quoted() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"secret\":1}");
        assertThatThrownBy(() -> CardKeyset.read(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.json")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(CardKeyset.configured("")).isEmpty();
    }

    @Test
    void a_sealed_dead_letter_shows_nothing_of_the_record_and_opens_to_the_same_bytes() {
        Headers own = new RecordHeaders()
                .add("card", NUMBER.getBytes(UTF_8))
                .add("empty", null)
                .add("__streams.errors.topic", "elsewhere".getBytes(UTF_8))
                .add("x.stacktrace", NUMBER.getBytes(UTF_8));
        var letters = new DeadLetters(Optional.of(CardKeyset.read(file)));
        DeadLetters.Letter letter = letters.letter(NUMBER.getBytes(UTF_8), NUMBER.getBytes(UTF_8), own, fault(7));

        assertThat(everything(letter)).doesNotContain(NUMBER);
        assertThat(letter.headers().lastHeader(DeadLetters.SEALED)).isNotNull();
        DeadLetters.Letter opened = letters.open(letter).orElseThrow();
        assertThat(opened.key()).asString(UTF_8).isEqualTo(NUMBER);
        assertThat(opened.value()).asString(UTF_8).isEqualTo(NUMBER);
        assertThat(opened.headers().lastHeader("card").value()).asString(UTF_8).isEqualTo(NUMBER);
        assertThat(opened.headers().lastHeader("__streams.errors.topic").value())
                .asString(UTF_8)
                .isEqualTo("leads");
        assertThat(opened.headers().lastHeader("x.stacktrace")).isNull();

        letter.headers().add("__streams.errors.offset", "8".getBytes(UTF_8));
        assertThat(letters.open(letter)).as("moved to another place").isEmpty();
    }

    @Test
    void without_a_keyset_a_dead_letter_is_as_it_was_and_one_without_a_key_or_value_stays_without() {
        var letters = new DeadLetters(Optional.empty());
        DeadLetters.Letter letter = letters.letter(null, NUMBER.getBytes(UTF_8), new RecordHeaders(), fault(7));
        assertThat(letter.value()).asString(UTF_8).isEqualTo(NUMBER);
        assertThat(letters.open(letter)).contains(letter);

        var sealing = new DeadLetters(Optional.of(CardKeyset.read(file)));
        DeadLetters.Letter empty = sealing.letter(null, null, new RecordHeaders(), fault(7));
        assertThat(empty.key()).isNull();
        assertThat(sealing.open(empty).orElseThrow().value()).isNull();
        assertThat(letters.open(sealing.letter(null, new byte[0], new RecordHeaders(), fault(7))))
                .as("sealed, and no keyset to open it")
                .isEmpty();
    }

    private static DeadLetters.Fault fault(long offset) {
        return new DeadLetters.Fault("leads", 1, offset, "read", "SomeException", null);
    }

    private static String everything(DeadLetters.Letter letter) {
        StringBuilder all = new StringBuilder();
        all.append(new String(letter.key(), UTF_8)).append(new String(letter.value(), UTF_8));
        letter.headers()
                .forEach(header -> all.append(header.key())
                        .append(header.value() == null ? "" : new String(header.value(), UTF_8)));
        return all.toString();
    }
}
