package io.leadstream.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words for duplicate checks: twelve kinds, each with one of thirteen windows or none (dialects.md, croco). */
public final class CheckWords {

    private static final Set<Integer> WINDOWS = Set.of(1, 2, 3, 7, 14, 15, 21, 28, 30, 60, 90, 180, 360);
    private static final Pattern WORD = Pattern.compile("([A-Z]+?)(LIST|CAMP|SYS)(?:([0-9]{1,3})DAY)?");
    private static final Map<String, DuplicateMatchOn> KINDS = new LinkedHashMap<>();
    private static final Map<String, DuplicateScope> SCOPES = new LinkedHashMap<>();

    static {
        KINDS.put("DUP", DuplicateMatchOn.PHONE);
        KINDS.put("DUPPHONEALT", DuplicateMatchOn.PHONE_OR_ALT);
        KINDS.put("DUPTITLEALTPHONE", DuplicateMatchOn.TITLE_ALT_PHONE);
        KINDS.put("DUPNAMEPHONE", DuplicateMatchOn.NAME_PHONE);
        SCOPES.put("LIST", DuplicateScope.LIST);
        SCOPES.put("CAMP", DuplicateScope.CAMPAIGN);
        SCOPES.put("SYS", DuplicateScope.SYSTEM);
    }

    private CheckWords() {}

    /** The check that a word such as DUPSYS90DAY names; nothing if there is none. */
    public static Optional<DuplicateCheck> read(String word) {
        Matcher parts = WORD.matcher(word);
        if (!parts.matches()) {
            return Optional.empty();
        }
        DuplicateMatchOn kind = KINDS.get(parts.group(1));
        DuplicateScope scope = SCOPES.get(parts.group(2));
        int days = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        boolean window = parts.group(3) == null || WINDOWS.contains(days);
        return kind == null || scope == null || !window
                ? Optional.empty()
                : Optional.of(new DuplicateCheck(kind, scope, days));
    }

    /** The word for a check; one that no document names is written alike, and not read back. */
    public static String write(DuplicateCheck check) {
        int days = check.getWindowDays();
        return nameOf(KINDS, check.getMatchOn()) + nameOf(SCOPES, check.getScope()) + (days == 0 ? "" : days + "DAY");
    }

    private static <T> String nameOf(Map<String, T> names, T value) {
        return names.entrySet().stream()
                .filter(name -> name.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("UNKNOWN");
    }
}
