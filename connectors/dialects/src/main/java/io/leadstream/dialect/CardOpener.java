package io.leadstream.dialect;

import io.leadstream.schema.Delivery;
import java.util.Optional;

/** Opens card numbers in memory, for a vendor whose mapping names them; a room asks just before it writes its field. */
@FunctionalInterface
public interface CardOpener {

    /** Opens none. */
    CardOpener NONE = delivery -> Optional.empty();

    /** The number that a delivery carries sealed, or nothing if it has none or it cannot be opened. */
    Optional<String> number(Delivery delivery);
}
