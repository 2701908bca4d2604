package io.leadstream.dispatch;

import io.leadstream.dialect.Batching;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which attempts go in one call: first attempts of one group, as many as the vendor takes at once. What is tried again goes
 * alone, so that a lead that spoils a batch spoils it once.
 */
final class Batches {

    private Batches() {}

    /** The calls that these attempts become, none of them waiting for more; each in the order given. */
    static List<List<Attempt>> of(List<Attempt> attempts, Optional<Batching> batching) {
        List<List<Attempt>> calls = new ArrayList<>();
        Map<String, List<Attempt>> filling = new LinkedHashMap<>();
        for (Attempt attempt : attempts) {
            Optional<String> group =
                    batching.filter(any -> attempt.number() == 1).flatMap(vendor -> vendor.group(attempt.delivery()));
            if (group.isEmpty()) {
                calls.add(List.of(attempt));
                continue;
            }
            List<Attempt> call = filling.get(group.get());
            if (call == null || call.size() == batching.orElseThrow().most()) {
                call = new ArrayList<>();
                filling.put(group.get(), call);
                calls.add(call);
            }
            call.add(attempt);
        }
        return calls;
    }
}
