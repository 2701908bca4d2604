package io.leadstream.dialect;

import io.leadstream.schema.Delivery;
import java.util.List;
import java.util.Optional;

/** How several leads become one call to a vendor that takes them so, each with an answer of its own. */
public interface Batching {

    /** Most leads of one call; at least 2. */
    int most();

    /** What deliveries must have in common to go together, such as the list; nothing for one that goes alone. */
    Optional<String> group(Delivery delivery);

    /** Several calls of {@link Dialect#encode}, of deliveries of one group, as one. */
    Call join(List<Call> calls);

    /** What the vendor's answer means for each of {@code leads} leads, in the order of the calls. */
    List<Reply> read(Answer answer, int leads);
}
