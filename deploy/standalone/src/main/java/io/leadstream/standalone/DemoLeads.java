package io.leadstream.standalone;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Leads as call centres get them, the same for the same seed: mostly good, some again, some bad, some to be delayed and
 * a part of those cancelled.
 */
final class DemoLeads {

    private static final List<String> FIRST_NAMES =
            List.of("Ada", "Bob", "Carla", "Dev", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jamal", "Kira", "Liam");
    private static final List<String> LAST_NAMES =
            List.of("Adler", "Brown", "Costa", "Dunn", "Evans", "Fischer", "Garcia", "Hill", "Ito", "Jones", "O'Neil");
    private static final List<String> AREA_CODES =
            List.of("212", "305", "312", "415", "503", "617", "702", "727", "801");

    /** How a lead is brought in. */
    enum Way {
        CROCO,
        DIALLER,
        PARTIALS,
        INFOCU5,
        ELISION,
        KAFKA
    }

    /** What a lead is. */
    enum Kind {
        GOOD,
        AGAIN,
        BAD_PHONE,
        BAD_LIST,
        GARBAGE,
        RESENT,
        DELAYED,
        CANCELLED
    }

    /**
     * One lead of the demo.
     *
     * @param phone digits as the producer would give them; too few where the lead is bad
     * @param delaySeconds how long its delivery is put off
     */
    record Sample(int number, Way way, Kind kind, String phone, String first, String last, int delaySeconds) {

        String email() {
            return "lead" + number + "@example.com";
        }

        /** The id of the event, so that a lead sent again is told from one that merely looks the same. */
        String eventId() {
            return "demo-" + number;
        }
    }

    private final Random random;
    private final Map<Way, String> lastPhone = new EnumMap<>(Way.class);

    DemoLeads(long seed) {
        this.random = new Random(seed);
    }

    /** The next lead; each way in turn. */
    Sample next(int number) {
        Way way = Way.values()[number % Way.values().length];
        Kind kind = kind(way);
        String phone = switch (kind) {
            case AGAIN -> Optional.ofNullable(lastPhone.get(way)).orElseGet(() -> phone(way, number));
            case BAD_PHONE -> "12345";
            case GOOD, BAD_LIST, GARBAGE, RESENT, DELAYED, CANCELLED -> phone(way, number);
        };
        if (kind == Kind.GOOD) {
            lastPhone.put(way, phone);
        }
        int delay = kind == Kind.DELAYED ? 1 + random.nextInt(5) : kind == Kind.CANCELLED ? 30 : 0;
        return new Sample(number, way, kind, phone, pick(FIRST_NAMES), pick(LAST_NAMES), delay);
    }

    private Kind kind(Way way) {
        int dice = random.nextInt(100);
        if (dice < 72) {
            return Kind.GOOD;
        }
        if (dice < 82) {
            return Kind.AGAIN;
        }
        if (dice < 85) {
            return Kind.BAD_PHONE;
        }
        if (dice < 88) {
            return Kind.BAD_LIST;
        }
        if (dice < 92) {
            // Only who writes to the topic can write garbage or send the same event again.
            return way != Way.KAFKA ? Kind.GOOD : dice < 90 ? Kind.GARBAGE : Kind.RESENT;
        }
        return delayed(way, dice < 96 ? Kind.DELAYED : Kind.CANCELLED);
    }

    /** What a way's document offers of it: partials delays by minutes, which a demo does not wait for. */
    private static Kind delayed(Way way, Kind kind) {
        return switch (way) {
            case DIALLER, KAFKA -> kind;
            case PARTIALS -> kind == Kind.CANCELLED ? kind : Kind.GOOD;
            case CROCO, INFOCU5, ELISION -> Kind.GOOD;
        };
    }

    /** Numbers are all different: the demo's number is in them. */
    private String phone(Way way, int number) {
        return way == Way.DIALLER
                ? "07700" + "%06d".formatted(number)
                : pick(AREA_CODES) + (2 + number / 1_000_000 % 8) + "%06d".formatted(number % 1_000_000);
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
