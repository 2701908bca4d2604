package io.leadstream.dialect.croco;

import io.leadstream.schema.AltPhone;
import io.leadstream.schema.PhoneIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The multi_alt_phones parameter: {@code number_code_note!number_code_note}, 5 to 1024 characters. */
final class AltPhones {

    static final String NAME = "multi_alt_phones";
    private static final int MOST = 1024;

    private AltPhones() {}

    /** The numbers of a parameter; what holds no number is skipped and noted. */
    static List<AltPhone> read(String parameter, List<String> notes) {
        List<AltPhone> phones = new ArrayList<>();
        if (parameter.isEmpty()) {
            return phones;
        }
        for (String entry : within(parameter, notes).split("!", -1)) {
            String[] parts = entry.strip().split("_", 3);
            if (PhoneIdentity.digits(parts[0]).isEmpty()) {
                notes.add(NAME + ": an entry without a number left out");
            } else {
                phones.add(new AltPhone(parts[0].strip(), part(parts, 1), part(parts, 2)));
            }
        }
        return phones;
    }

    /** Puts as many numbers as fit, in order. */
    static void write(List<AltPhone> phones, Map<String, String> form, List<String> notes) {
        if (phones.isEmpty()) {
            return;
        }
        String value = within(phones.stream().map(AltPhones::entry).collect(Collectors.joining("!")), notes);
        form.put(NAME, value);
    }

    private static String entry(AltPhone phone) {
        return PhoneIdentity.digits(phone.getNumber())
                + "_" + phone.getCallingCode().orElse("")
                + "_" + phone.getNote().orElse("").replace('!', ' ');
    }

    /** Cut after the last entry that fits, since half a number is another number. */
    private static String within(String value, List<String> notes) {
        if (value.length() <= MOST) {
            return value;
        }
        notes.add(NAME + " cut to " + MOST);
        int end = value.lastIndexOf('!', MOST);
        return value.substring(0, Math.max(end, 0));
    }

    private static @Nullable String part(String[] parts, int index) {
        return index < parts.length && !parts[index].isBlank() ? parts[index].strip() : null;
    }
}
