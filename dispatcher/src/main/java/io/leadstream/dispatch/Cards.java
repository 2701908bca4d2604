package io.leadstream.dispatch;

import io.leadstream.dialect.CardOpener;
import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Vendor;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may open card numbers (pipeline.md, Card numbers): the lane of a vendor whose mapping names them, and no other. */
record Cards(Optional<CardKeyset> keyset) {

    private static final Logger LOG = LoggerFactory.getLogger(Cards.class);
    private static final String FIELD = "card";

    /** What a vendor's lane opens numbers with. */
    CardOpener opener(Vendor vendor) {
        if (!vendor.getFields().contains(FIELD)) {
            return CardOpener.NONE;
        }
        if (keyset.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("vendor", vendor.getId())
                    .log("vendor is to get card numbers, and there is no card keyset to open them with");
            return CardOpener.NONE;
        }
        CardKeyset keys = keyset.get();
        return delivery ->
                delivery.getLead().flatMap(Lead::getCard).flatMap(card -> keys.open(card, delivery.getPhone()));
    }
}
