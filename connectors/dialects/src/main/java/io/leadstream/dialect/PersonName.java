package io.leadstream.dialect;

import io.leadstream.schema.Lead;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's name between dialects that split it and dialects that do not. */
public final class PersonName {

    private PersonName() {}

    /** The whole name: as given, else made of its parts. */
    public static Optional<String> whole(Lead lead) {
        return LeadField.FULL_NAME
                .of(lead)
                .or(() -> Optional.of(Stream.of(LeadField.FIRST_NAME, LeadField.MIDDLE_INITIAL, LeadField.LAST_NAME)
                                .flatMap(part -> part.of(lead).stream())
                                .collect(Collectors.joining(" ")))
                        .filter(name -> !name.isEmpty()));
    }

    /** First and last name of a lead that has only a whole one, split at the last blank; else nothing. */
    public static Map<LeadField, String> parts(Lead lead) {
        Optional<String> whole = LeadField.FULL_NAME.of(lead).map(String::strip);
        boolean split = Stream.of(LeadField.FIRST_NAME, LeadField.LAST_NAME)
                .anyMatch(part -> part.of(lead).isPresent());
        if (whole.isEmpty() || split) {
            return Map.of();
        }
        int blank = whole.get().lastIndexOf(' ');
        return blank < 0
                ? Map.of(LeadField.FIRST_NAME, whole.get())
                : Map.of(
                        LeadField.FIRST_NAME, whole.get().substring(0, blank).strip(),
                        LeadField.LAST_NAME, whole.get().substring(blank + 1));
    }
}
