package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The dead letters that are kept now, oldest first, and which of them were replayed. */
final class LetterBox {

    /** On a replayed record: the place of the dead letter that it was. */
    static final String REPLAY_OF = "leadstream.replay-of";

    /** On an empty record of {@code dead-letters}: the place of a letter that was replayed. */
    static final String REPLAYED = "leadstream.replayed";

    /**
     * A dead letter.
     *
     * @param place partition and offset in {@code dead-letters}
     * @param timestamp when it was written, ms
     */
    record Posted(String place, long timestamp, DeadLetters.Letter letter) {}

    private final List<Posted> posted = new ArrayList<>();
    private final Set<String> replayed = new HashSet<>();

    private LetterBox() {}

    static LetterBox read(KafkaAccess kafka) {
        LetterBox box = new LetterBox();
        new WholeTopic(kafka).read(Topics.DEAD_LETTERS, box::take);
        box.posted.sort(Comparator.comparingLong(Posted::timestamp));
        return box;
    }

    List<Posted> posted() {
        return posted;
    }

    boolean replayed(String place) {
        return replayed.contains(place);
    }

    /**
     * The letter at a place.
     *
     * @throws IllegalArgumentException if there is none
     */
    DeadLetters.Letter at(String place) {
        return posted.stream()
                .filter(each -> each.place().equals(place))
                .findFirst()
                .map(Posted::letter)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no dead letter " + place + ": a place is a partition and an offset, such as 0:17"));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Header note = record.headers().lastHeader(REPLAYED);
        boolean isLetter = DeadLetters.fault(record.headers()).isPresent();
        if (note != null && !isLetter) { // a letter may bring such a header along
            replayed.add(new String(note.value(), UTF_8));
        } else {
            posted.add(new Posted(
                    record.partition() + ":" + record.offset(),
                    record.timestamp(),
                    new DeadLetters.Letter(record.key(), record.value(), record.headers())));
        }
    }
}
