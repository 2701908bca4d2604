package io.leadstream.standalone;

import io.leadstream.schema.DncEntry;
import io.leadstream.schema.DncListing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an import does to an entry: it adds one list or takes it away, and leaves what other lists say.
 *
 * @param list the campaign whose list it is; the system's own list is the empty name
 * @param remove true if the list is taken away
 * @param source where the file came from
 * @param version version of the list
 * @param at when
 */
record DncChange(String list, boolean remove, String source, String version, Instant at) {

    /** The new entry; empty if nobody lists it any more. */
    Optional<DncEntry> of(Optional<DncEntry> before) {
        List<DncListing> listings = new ArrayList<>();
        before.ifPresent(entry -> entry.getListedBy().stream()
                .filter(name -> !name.equals(list))
                .forEach(name -> listings.add(listing(entry, name))));
        if (!remove) {
            listings.add(DncListing.newBuilder()
                    .setListedBy(list)
                    .setSource(source)
                    .setVersion(version)
                    .setListedAt(at)
                    .build());
        }
        if (listings.isEmpty()) {
            return Optional.empty();
        }
        DncListing last = listings.getLast();
        return Optional.of(DncEntry.newBuilder()
                .setListedBy(listings.stream().map(DncListing::getListedBy).toList())
                .setSource(last.getSource().orElse(null))
                .setVersion(last.getVersion().orElse(null))
                .setListedAt(last.getListedAt())
                // An entry with one listing says it all by itself, and most have one.
                .setListings(listings.size() > 1 ? listings : List.of())
                .build());
    }

    /** True if an entry names another list than this. */
    boolean concernsOthers(DncEntry entry) {
        return entry.getListedBy().stream().anyMatch(name -> !name.equals(list));
    }

    /** What an entry says of one of its lists. */
    static DncListing listing(DncEntry entry, String list) {
        return entry.getListings().stream()
                .filter(each -> each.getListedBy().equals(list))
                .findFirst()
                .orElseGet(() -> DncListing.newBuilder()
                        .setListedBy(list)
                        .setSource(entry.getSource().orElse(null))
                        .setVersion(entry.getVersion().orElse(null))
                        .setListedAt(entry.getListedAt())
                        .build());
    }
}
