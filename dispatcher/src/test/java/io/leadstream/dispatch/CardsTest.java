package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.CardOpener;
import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Vendor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardsTest {

    private static final String NUMBER = "4111111111111111";

    @TempDir
    private Path folder;

    private Cards cards = new Cards(Optional.empty());
    private Delivery delivery = Deliveries.delivery(7, "17275551111").build();

    @BeforeEach
    void seal() throws IOException {
        CardKeyset keyset = keyset("ours.json");
        cards = new Cards(Optional.of(keyset));
        delivery = Delivery.newBuilder(delivery)
                .setPhone("17275551111")
                .setLead(Lead.newBuilder()
                        .setCard(keyset.seal(NUMBER, "17275551111"))
                        .build())
                .build();
    }

    @Test
    void aVendorWhoseMappingNamesTheCardGetsIt() {
        assertThat(cards.opener(vendor("phone", "card")).number(delivery)).contains(NUMBER);
    }

    @Test
    void aVendorWhoseMappingDoesNotNameItGetsNoneWhateverADeliveryCarries() {
        assertThat(cards.opener(vendor())).isSameAs(CardOpener.NONE);
        assertThat(cards.opener(vendor("phone")).number(delivery)).isEmpty();
    }

    @Test
    void whatDoesNotOpenIsNoNumber() throws IOException {
        Cards others = new Cards(Optional.of(keyset("others.json")));
        assertThat(others.opener(vendor("card")).number(delivery)).isEmpty();
        assertThat(new Cards(Optional.empty()).opener(vendor("card")).number(delivery))
                .isEmpty();
        Delivery elsewhere =
                Delivery.newBuilder(delivery).setPhone("17275552222").build();
        assertThat(cards.opener(vendor("card")).number(elsewhere)).isEmpty();
        Delivery without =
                Delivery.newBuilder(delivery).setLead(Lead.newBuilder().build()).build();
        assertThat(cards.opener(vendor("card")).number(without)).isEmpty();
    }

    private CardKeyset keyset(String name) throws IOException {
        CardKeyset.create(folder.resolve(name));
        return CardKeyset.read(folder.resolve(name));
    }

    private static Vendor vendor(String... fields) {
        return Vendor.newBuilder(Deliveries.settings(limits(1L).build()).vendor())
                .setFields(List.of(fields))
                .build();
    }
}
