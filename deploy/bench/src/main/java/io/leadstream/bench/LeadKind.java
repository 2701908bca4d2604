package io.leadstream.bench;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import java.util.List;

/** What the leads of a row ask for. No two leads share a phone, so every check looks everywhere and finds nothing. */
enum LeadKind {
    NO_CHECK("no check", DuplicateMatchOn.UNKNOWN, 0, false),
    DUPSYS("DUPSYS", DuplicateMatchOn.PHONE, 0, false),
    DUPPHONEALTSYS("DUPPHONEALTSYS", DuplicateMatchOn.PHONE_OR_ALT, 0, false),
    DUPNAMEPHONESYS90DAY("DUPNAMEPHONESYS90DAY", DuplicateMatchOn.NAME_PHONE, 90, false),
    TWO_PHONES("DUPPHONEALTSYS, two phones", DuplicateMatchOn.PHONE_OR_ALT, 0, true);

    private final String label;
    private final DuplicateMatchOn matchOn;
    private final int days;
    private final boolean altPhone;

    LeadKind(String label, DuplicateMatchOn matchOn, int days, boolean altPhone) {
        this.label = label;
        this.matchOn = matchOn;
        this.days = days;
        this.altPhone = altPhone;
    }

    String label() {
        return label;
    }

    /** Its check, in the whole system. */
    List<DuplicateCheck> checks() {
        return matchOn == DuplicateMatchOn.UNKNOWN
                ? List.of()
                : List.of(DuplicateCheck.newBuilder()
                        .setMatchOn(matchOn)
                        .setScope(DuplicateScope.SYSTEM)
                        .setWindowDays(days)
                        .build());
    }

    boolean altPhone() {
        return altPhone;
    }
}
