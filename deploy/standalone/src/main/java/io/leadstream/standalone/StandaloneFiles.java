package io.leadstream.standalone;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that a system reads where somebody has them.
 *
 * @param cardKeyset the keyset for card numbers and dead letters; without it numbers are dropped
 * @param callingHours a table of calling hours in place of the one shipped
 * @param nanpa prefixes of the North American Numbering Plan
 */
record StandaloneFiles(Optional<Path> cardKeyset, Optional<Path> callingHours, Optional<Path> nanpa) {

    /** Nobody has any. */
    static final StandaloneFiles NONE = new StandaloneFiles(Optional.empty(), Optional.empty(), Optional.empty());

    /** Where the keyset is, as services are configured: empty if there is none. */
    String cardKeysetFile() {
        return cardKeyset.map(Path::toString).orElse("");
    }
}
