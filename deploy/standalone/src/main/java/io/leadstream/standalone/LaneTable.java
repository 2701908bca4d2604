package io.leadstream.standalone;

import io.leadstream.schema.LaneState;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the lanes of vendors do, as lines: one for each vendor, over all dispatchers that serve it, and one below it for
 * each of those where there are several.
 */
final class LaneTable {

    /** A dispatcher that lives says something of each lane twice as often. */
    static final Duration SILENT = Duration.ofSeconds(70);

    private static final String LINE = "%-16s %-9s %-9s %-9s %-14s %9s %9s %8s %7s %7s %-20s %s";

    private LaneTable() {}

    /**
     * The lines, a heading first.
     *
     * @param words the newest of each dispatcher on each vendor
     */
    static List<String> lines(List<Vendor> vendors, Collection<VendorHealth> words, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                LINE,
                "VENDOR",
                "DIALECT",
                "LANE",
                "BREAKER",
                "DISPATCHER",
                "IN-FLIGHT",
                "WAITING",
                "OLDEST",
                "SENT/S",
                "TAKEN/S",
                "SINCE",
                "WHY, LAST ERROR"));
        for (Vendor vendor : vendors) {
            List<VendorHealth> own = words.stream()
                    .filter(word -> word.getVendor().equals(vendor.getId()))
                    .toList();
            List<VendorHealth> live = own.stream()
                    .filter(word -> !silent(word, now) && word.getLane() != LaneState.STOPPED)
                    .toList();
            if (own.isEmpty()) {
                lines.add(nobody(vendor, "no dispatcher spoke of it"));
            } else if (live.size() == 1) {
                lines.add(line(
                        vendor.getId(), vendor.getDialect(), live.getFirst().getDispatcher(), live, now));
            } else if (live.isEmpty()) {
                own.forEach(word -> lines.add(last(vendor, word, now)));
            } else {
                lines.add(line(vendor.getId(), vendor.getDialect(), live.size() + " of them", live, now));
                live.forEach(word -> lines.add(line("", "", word.getDispatcher(), List.of(word), now)));
            }
        }
        return lines;
    }

    private static boolean silent(VendorHealth word, Instant now) {
        return word.getAt().plus(SILENT).isBefore(now);
    }

    /** The last word of a dispatcher that says nothing any more, or that stopped its lane: its figures mean nothing now. */
    private static String last(Vendor vendor, VendorHealth word, Instant now) {
        String lane = lower(word.getLane());
        return blank(
                vendor,
                silent(word, now) && word.getLane() != LaneState.STOPPED ? "silent" : lane,
                word.getDispatcher(),
                word.getAt().toString(),
                word.getReason().orElse(""));
    }

    private static String nobody(Vendor vendor, String why) {
        return blank(vendor, "-", "-", "-", why);
    }

    private static String blank(Vendor vendor, String lane, String dispatcher, String since, String why) {
        return String.format(
                        Locale.ROOT,
                        LINE,
                        vendor.getId(),
                        vendor.getDialect(),
                        lane,
                        "-",
                        dispatcher,
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        since,
                        why)
                .stripTrailing();
    }

    private static String line(
            String vendor, String dialect, String dispatcher, List<VendorHealth> words, Instant now) {
        Optional<Instant> oldest =
                words.stream().flatMap(word -> word.getOldestAt().stream()).min(Instant::compareTo);
        Instant since = words.stream()
                .map(word -> word.getSince().orElse(word.getAt()))
                .max(Instant::compareTo)
                .orElseThrow();
        return String.format(
                        Locale.ROOT,
                        LINE,
                        vendor,
                        dialect,
                        each(words, word -> lower(word.getLane())),
                        each(words, word -> lower(word.getBreaker())),
                        dispatcher,
                        words.stream().mapToInt(VendorHealth::getInFlight).sum(),
                        words.stream().mapToLong(VendorHealth::getWaiting).sum(),
                        oldest.map(at -> ago(at, now)).orElse("-"),
                        rate(words.stream()
                                .mapToDouble(VendorHealth::getAttemptsPerSecond)
                                .sum()),
                        rate(words.stream()
                                .mapToDouble(VendorHealth::getDeliveredPerSecond)
                                .sum()),
                        since.toString().replaceFirst("\\.\\d+Z$", "Z"),
                        why(words, now))
                .stripTrailing();
    }

    /** What all of them say, or each different word. */
    private static String each(List<VendorHealth> words, Function<VendorHealth, String> part) {
        return words.stream().map(part).distinct().sorted().collect(Collectors.joining("/"));
    }

    private static String why(List<VendorHealth> words, Instant now) {
        List<String> parts = new ArrayList<>();
        words.stream().flatMap(word -> word.getReason().stream()).distinct().forEach(parts::add);
        words.stream()
                .filter(word -> word.getLastError().isPresent())
                .max((one, other) -> errorAt(one).compareTo(errorAt(other)))
                .ifPresent(word ->
                        parts.add(word.getLastError().orElseThrow() + " (" + ago(errorAt(word), now) + " ago)"));
        return String.join("; ", parts);
    }

    private static Instant errorAt(VendorHealth word) {
        return word.getLastErrorAt().orElse(Instant.EPOCH);
    }

    private static String rate(double perSecond) {
        return perSecond == 0 ? "0" : String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }

    /** Such as 40s, 12m or 3h. */
    private static String ago(Instant at, Instant now) {
        long seconds = Math.max(0, Duration.between(at, now).toSeconds());
        return seconds < 120 ? seconds + "s" : seconds < 7_200 ? seconds / 60 + "m" : seconds / 3_600 + "h";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
