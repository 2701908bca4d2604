package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of exchanges is what libphonenumber says of each of their numbers. */
class PhoneFactsTest {

    private static final long SEED = 19;
    private static final int EXCHANGES = 20_000;
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");

    /** More exchanges than are remembered at once would be slower only; those here are asked in turn and again. */
    @Test
    void numbersOfAnExchangeHaveTheFactsThatTheLibrarySays() {
        Random random = new Random(SEED);
        for (int i = 0; i < EXCHANGES; i++) {
            int exchange = 200_000 + random.nextInt(800_000);
            for (int line : List.of(0, 9_999, random.nextInt(10_000))) {
                same("1%06d%04d".formatted(exchange, line), AT);
            }
        }
    }

    /** Arizona keeps no summer time, so that zones of a number may agree at one moment and not at another. */
    @Test
    void theMomentIsNotRemembered() {
        Random random = new Random(SEED);
        for (int i = 0; i < EXCHANGES / 10; i++) {
            String identity = "1%06d0000".formatted(200_000 + random.nextInt(800_000));
            same(identity, AT);
            same(identity, Instant.parse("2026-07-01T15:00:00Z"));
        }
    }

    @Test
    void otherNumbersAreLookedUpEachTime() {
        for (String identity :
                List.of("447840258823", "10005551111", "1727555111", "80012345678", "1234567890123456")) {
            same(identity, AT);
        }
    }

    private static void same(String identity, Instant at) {
        assertThat(PhoneFacts.of(identity, at))
                .as("%s, seed %d", identity, SEED)
                .isEqualTo(PhoneFacts.lookUp(identity, at));
    }
}
