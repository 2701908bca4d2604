package io.leadstream.streams;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Routings for tests. */
public final class Routings {

    private Routings() {}

    /** TESTCAMP with lists 101 (two vendors), 102 and 999; OTHER with list 201; DIALLER with list 5001 by type. */
    public static Routing standard() {
        return Routing.newBuilder()
                .setVersion(7)
                .setAppliedAt(Instant.EPOCH)
                .setCampaigns(List.of(campaign("TESTCAMP"), campaign("OTHER"), campaign("DIALLER")))
                .setLists(List.of(
                        list("101", "TESTCAMP", "croco", "dialler"),
                        list("102", "TESTCAMP", "croco"),
                        list("999", "TESTCAMP", "croco"),
                        LeadList.newBuilder(list("201", "OTHER", "croco"))
                                .setCustomFields(List.of("favorite_color"))
                                .build(),
                        LeadList.newBuilder(list("1001", "OTHER", "croco"))
                                .setListName("TEST")
                                .build(),
                        LeadList.newBuilder(list("5001", "DIALLER", "dialler"))
                                .setType("motor-trade")
                                .setStandingChecks(List.of(check(DuplicateMatchOn.PHONE, DuplicateScope.LIST, 0)))
                                .build()))
                .setVendors(List.of(vendor("croco"), vendor("dialler")))
                .build();
    }

    public static DuplicateCheck check(DuplicateMatchOn on, DuplicateScope scope, int days) {
        return DuplicateCheck.newBuilder()
                .setMatchOn(on)
                .setScope(scope)
                .setWindowDays(days)
                .build();
    }

    public static Vendor vendor(String id) {
        return Vendor.newBuilder()
                .setId(id)
                .setDialect(id)
                .setUrl("http://localhost/" + id)
                .build();
    }

    public static LeadList list(String id, String campaign, String... vendors) {
        return LeadList.newBuilder()
                .setId(id)
                .setName("List " + id)
                .setCampaign(campaign)
                .setVendors(Arrays.stream(vendors)
                        .map(vendor -> ListVendor.newBuilder().setVendor(vendor).build())
                        .toList())
                .build();
    }

    private static Campaign campaign(String id) {
        return Campaign.newBuilder().setId(id).setName(id).build();
    }
}
