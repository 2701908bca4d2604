package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leadstream.schema.Card;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.RouteStrategy;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import io.leadstream.streams.Leads;
import io.leadstream.streams.Routings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteRuleTest {

    @Test
    void everyVendorOfTheListGetsADelivery() {
        assertThat(route(Routings.standard(), 9))
                .extracting(Delivery::getDeliveryId)
                .containsExactly("9:croco", "9:dialler");
    }

    @Test
    void aDeliveryExpiresSoLongAfterItsRouting() {
        assertThat(route(Routings.standard(), 9).getFirst().getExpiresAt())
                .contains(ResolvedLeads.NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void aWeightedListSpreadsByWeightAndAlwaysAlike() {
        LeadList list = LeadList.newBuilder(Routings.list("101", "TESTCAMP"))
                .setVendors(List.of(share("croco", 3), share("dialler", 1)))
                .setStrategy(RouteStrategy.WEIGHTED)
                .build();
        Routing routing =
                Routing.newBuilder(Routings.standard()).setLists(List.of(list)).build();
        Map<String, Integer> counts = new HashMap<>();
        for (long id = 0; id < 40_000; id++) {
            List<Delivery> deliveries = route(routing, id * 1024);
            assertThat(deliveries).hasSize(1);
            assertThat(route(routing, id * 1024)).isEqualTo(deliveries);
            counts.merge(deliveries.getFirst().getVendor(), 1, Integer::sum);
        }
        assertThat(counts.getOrDefault("croco", 0) / 40_000.0).isCloseTo(0.75, within(0.02));
    }

    @Test
    void aVendorSeesTheFieldsOfItsMappingAndNothingElse() {
        Vendor vendor = Vendor.newBuilder(Routings.vendor("croco"))
                .setFields(List.of("phone", "first_name"))
                .setConstants(Map.of("source", "LEADSTREAM"))
                .build();
        Lead mapped =
                FieldMapping.of(vendor).apply(Leads.valid().setSource("web").build());
        assertThat(mapped)
                .isEqualTo(Lead.newBuilder()
                        .setPhone(Leads.PHONE)
                        .setFirstName("Bob")
                        .setSource("LEADSTREAM")
                        .build());
    }

    @Test
    void aCardTravelsOnlyWhereTheMappingNamesIt() {
        Lead lead = Leads.valid()
                .setCard(Card.newBuilder()
                        .setCiphertext(ByteBuffer.wrap(new byte[] {1}))
                        .setLastFour("1111")
                        .build())
                .build();
        assertThat(FieldMapping.of(Routings.vendor("croco")).apply(lead).getCard())
                .isEmpty();
        Vendor named = Vendor.newBuilder(Routings.vendor("croco"))
                .setFields(List.of("card"))
                .build();
        assertThat(FieldMapping.of(named).apply(lead).getCard()).isPresent();
    }

    private static List<Delivery> route(Routing routing, long leadId) {
        return RouteRule.route(
                ResolvedLeads.of(Leads.valid()).setLeadId(leadId).build(), RoutingView.of(routing), ResolvedLeads.NOW);
    }

    private static ListVendor share(String vendor, int weight) {
        return ListVendor.newBuilder().setVendor(vendor).setWeight(weight).build();
    }
}
