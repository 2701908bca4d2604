package io.leadstream.dialect.croco;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The duplicate_check parameter: twelve kinds joined by {@code -}, each with one of thirteen windows or none. */
final class DuplicateChecks {

    static final Set<Integer> WINDOWS = Set.of(1, 2, 3, 7, 14, 15, 21, 28, 30, 60, 90, 180, 360);

    private static final int MOST = 200;
    private static final Pattern CHECK = Pattern.compile("([A-Z]+)(?:([0-9]{1,3})DAY)?");
    private static final Map<String, DuplicateCheck> KINDS = kinds();

    private DuplicateChecks() {}

    /** The checks that a parameter names, in its order; nothing if one of them is not in the document. */
    static Optional<List<DuplicateCheck>> read(String parameter) {
        List<DuplicateCheck> checks = new ArrayList<>();
        if (parameter.isBlank()) {
            return Optional.of(checks);
        }
        for (String word : parameter.toUpperCase(Locale.ROOT).split("-", -1)) {
            Optional<DuplicateCheck> check = one(word.strip());
            if (check.isEmpty() || checks.size() == MOST) {
                return Optional.empty();
            }
            if (!checks.contains(check.get())) {
                checks.add(check.get());
            }
        }
        return Optional.of(checks);
    }

    /** The parameter for these checks; those that the document does not name are left out. */
    static String write(List<DuplicateCheck> checks) {
        return checks.stream()
                .map(DuplicateChecks::word)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("-"));
    }

    /** The name of a kind, such as DUPLIST; nothing if the document has none. */
    private static Optional<String> kind(DuplicateCheck check) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().getMatchOn() == check.getMatchOn()
                        && kind.getValue().getScope() == check.getScope())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<String> word(DuplicateCheck check) {
        int days = check.getWindowDays();
        return kind(check)
                .filter(kind -> days == 0 || WINDOWS.contains(days))
                .map(kind -> days == 0 ? kind : kind + days + "DAY");
    }

    private static Optional<DuplicateCheck> one(String word) {
        Matcher check = CHECK.matcher(word);
        if (!check.matches()) {
            return Optional.empty();
        }
        DuplicateCheck kind = KINDS.get(check.group(1));
        String days = check.group(2);
        if (kind == null || (days != null && !WINDOWS.contains(Integer.parseInt(days)))) {
            return Optional.empty();
        }
        return Optional.of(
                days == null ? kind : new DuplicateCheck(kind.getMatchOn(), kind.getScope(), Integer.parseInt(days)));
    }

    private static Map<String, DuplicateCheck> kinds() {
        Map<String, DuplicateMatchOn> matches = new LinkedHashMap<>();
        matches.put("DUP", DuplicateMatchOn.PHONE);
        matches.put("DUPPHONEALT", DuplicateMatchOn.PHONE_OR_ALT);
        matches.put("DUPTITLEALTPHONE", DuplicateMatchOn.TITLE_ALT_PHONE);
        matches.put("DUPNAMEPHONE", DuplicateMatchOn.NAME_PHONE);
        Map<String, DuplicateCheck> kinds = new LinkedHashMap<>();
        matches.forEach((word, match) -> {
            kinds.put(word + "LIST", new DuplicateCheck(match, DuplicateScope.LIST, 0));
            kinds.put(word + "CAMP", new DuplicateCheck(match, DuplicateScope.CAMPAIGN, 0));
            kinds.put(word + "SYS", new DuplicateCheck(match, DuplicateScope.SYSTEM, 0));
        });
        return kinds;
    }
}
