package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetLedgerTest {

    @Test
    void commitsTheLowestOffsetThatIsNotFinished() {
        OffsetLedger ledger = OffsetLedger.restore(10, "");
        List.of(10L, 11L, 12L).forEach(ledger::polled);

        ledger.set(11, Mark.FINISHED);
        assertThat(ledger.committable()).isEqualTo(10);
        ledger.set(10, Mark.FINISHED);
        assertThat(ledger.committable()).isEqualTo(12);
        ledger.set(12, Mark.FINISHED);
        assertThat(ledger.committable()).isEqualTo(13);
        assertThat(ledger.metadata()).isEmpty();
    }

    @Test
    void remembersEveryStateBeyondTheCommitPoint() {
        OffsetLedger ledger = OffsetLedger.restore(5, "");
        for (long offset = 5; offset < 12; offset++) {
            ledger.polled(offset);
        }
        Map<Long, Mark> marks = Map.of(
                5L, Mark.started(1),
                6L, Mark.FINISHED,
                7L, Mark.resting(1, false),
                8L, Mark.resting(3, true),
                9L, Mark.started(4),
                10L, Mark.FINISHED);
        marks.forEach(ledger::set);

        OffsetLedger successor = OffsetLedger.restore(ledger.committable(), ledger.metadata());

        marks.forEach((offset, mark) -> assertThat(successor.polled(offset)).isEqualTo(mark));
        assertThat(successor.polled(11)).isEqualTo(Mark.UNTOUCHED);
        assertThat(successor.changed()).isFalse();
    }

    @Test
    void offsetsWithoutARecordCountAsFinished() {
        OffsetLedger ledger = OffsetLedger.restore(0, "");
        ledger.polled(0);
        ledger.polled(3);
        ledger.set(0, Mark.FINISHED);
        assertThat(ledger.committable()).isEqualTo(3);
        ledger.set(3, Mark.FINISHED);
        ledger.readTo(6);
        assertThat(ledger.committable()).isEqualTo(6);
    }

    @Test
    void anOffsetBelowTheCommitPointIsFinished() {
        assertThat(OffsetLedger.restore(10, "").polled(9)).isEqualTo(Mark.FINISHED);
    }

    @Test
    void aFinishedOffsetStaysFinished() {
        OffsetLedger ledger = OffsetLedger.restore(0, "");
        ledger.polled(0);
        ledger.polled(1);
        ledger.set(1, Mark.FINISHED);
        assertThatThrownBy(() -> ledger.set(1, Mark.started(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.set(2, Mark.started(1))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "2:AAAA", "1:***", "1:gA", "1:AAA", "1:AP////8P"})
    void metadataOfAnotherMakeIsRefused(String metadata) {
        assertThatThrownBy(() -> OffsetLedger.restore(0, metadata)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyCodeReadsBackwards() {
        for (int code = 0; code < 500; code++) {
            assertThat(Mark.of(code).code()).isEqualTo(code);
        }
    }

    @Test
    void whateverIsAdmittedFitsIntoTheMetadataAndRoomComesBack() {
        OffsetLedger ledger = OffsetLedger.restore(0, "");
        long polled = 0;
        while (ledger.admits()) {
            for (int i = 0; i < OffsetLedger.MOST_PER_POLL; i++) {
                ledger.polled(polled);
                polled += 100; // gaps make every run count
            }
        }
        int open = (int) (polled / 100);
        assertThat(open).isGreaterThanOrEqualTo(500);
        for (int i = open - 1; i > 0; i--) {
            ledger.set(100L * i, Mark.resting(i % LaneCore.MOST_STARTS + 1, true));
        }
        assertThat(ledger.metadata()).hasSizeLessThanOrEqualTo(OffsetLedger.MOST_METADATA);
        for (int i = 0; i < open / 2; i++) {
            ledger.set(100L * i, Mark.FINISHED);
        }
        assertThat(ledger.admits()).isTrue();
    }

    @Test
    void whatTheLastOwnerLeftIsReadHoweverMuchItIsAndStillFitsWithWhatComesAfterIt() {
        OffsetLedger ledger = OffsetLedger.restore(0, "");
        long polled = 0;
        while (ledger.admits()) {
            for (int i = 0; i < OffsetLedger.MOST_PER_POLL; i++, polled += 100) {
                ledger.polled(polled);
                ledger.set(polled, Mark.started(1));
            }
        }
        OffsetLedger successor = OffsetLedger.restore(ledger.committable(), ledger.metadata());
        for (long offset = 0; offset < polled; offset += 100) {
            assertThat(successor.admits()).as("at offset %d", offset).isTrue();
            assertThat(successor.polled(offset)).isEqualTo(Mark.started(1));
        }
        assertThat(successor.admits()).isFalse();
        for (int i = 0; i < OffsetLedger.MOST_PER_POLL; i++, polled += 100) {
            successor.polled(polled);
            successor.set(polled, Mark.resting(1, true));
        }
        assertThat(successor.metadata()).hasSizeLessThanOrEqualTo(OffsetLedger.MOST_METADATA);
    }

    @Test
    void aRunTooLongForOneIsTwo() {
        int times = MarkCodec.MOST_TIMES + 5;
        int[] codes = new int[times + 1];
        java.util.Arrays.fill(codes, Mark.FINISHED.code());
        codes[0] = Mark.started(1).code();
        OffsetLedger ledger = OffsetLedger.restore(7, MarkCodec.encode(codes, codes.length));
        assertThat(ledger.polled(7)).isEqualTo(Mark.started(1));
        assertThat(ledger.polled(7 + times)).isEqualTo(Mark.FINISHED);
        assertThat(ledger.polled(8 + times)).isEqualTo(Mark.UNTOUCHED);
    }

    @Test
    void agreesWithANaiveModelWhateverHappens() {
        for (long seed = 1; seed <= 300; seed++) {
            assertThat(new Model(seed).run()).as("seed %d", seed).isTrue();
        }
    }

    /** The same ledger, one map entry per offset. */
    private static final class Model {
        private final Random random;
        private final TreeMap<Long, Mark> marks = new TreeMap<>();
        private OffsetLedger ledger = OffsetLedger.restore(0, "");
        private long next;

        Model(long seed) {
            random = new Random(seed);
        }

        boolean run() {
            for (int step = 0; step < 400; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> poll();
                    case 3, 4 -> mark(Mark.FINISHED);
                    case 5 -> mark(Mark.started(1 + random.nextInt(5)));
                    case 6 -> mark(Mark.resting(1 + random.nextInt(5), random.nextBoolean()));
                    default -> restart();
                }
                long lowest = marks.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(Mark.FINISHED))
                        .mapToLong(Map.Entry::getKey)
                        .findFirst()
                        .orElse(next);
                if (ledger.committable() != lowest || ledger.metadata().length() > OffsetLedger.MOST_METADATA) {
                    return false;
                }
            }
            return true;
        }

        private void poll() {
            if (ledger.admits()) {
                long offset = next + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
                for (long gap = next; gap < offset; gap++) {
                    marks.put(gap, Mark.FINISHED);
                }
                marks.put(offset, Mark.UNTOUCHED);
                assertThat(ledger.polled(offset)).isEqualTo(Mark.UNTOUCHED);
                next = offset + 1;
            }
        }

        private void mark(Mark mark) {
            List<Long> open = marks.entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(Mark.FINISHED))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!open.isEmpty()) {
                long offset = open.get(random.nextInt(open.size()));
                marks.put(offset, mark);
                ledger.set(offset, mark);
            }
        }

        private void restart() {
            ledger = OffsetLedger.restore(ledger.committable(), ledger.metadata());
            long from = ledger.committable();
            for (long offset = from; offset < next; offset++) {
                Mark expected = marks.getOrDefault(offset, Mark.UNTOUCHED);
                if (!expected.equals(Mark.FINISHED)) {
                    assertThat(ledger.polled(offset)).isEqualTo(expected);
                }
            }
            ledger.readTo(next);
        }
    }
}
