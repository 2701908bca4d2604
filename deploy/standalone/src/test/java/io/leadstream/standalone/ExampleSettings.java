package io.leadstream.standalone;

import io.leadstream.dialect.Call;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the documents' examples need around them: where each is shown, in which order, and after which earlier call. */
final class ExampleSettings {

    /** Shown by a system that has less than the default one (no forms, no types, nobody to show) and NANPA data. */
    static final Set<String> BARE = Set.of(
            "croco/custom-fields-disabled",
            "croco/custom-fields-no-form",
            "croco/error-phone-nanpa",
            "croco/outside-local-time",
            "dialler/add-unknown-type",
            "dialler/cancel-server-error-call-group",
            "elision/add-lead-error-10-no-custom-form",
            "infocu5/get-agents-none",
            "infocu5/get-calls-none",
            "infocu5/get-campaigns-none");

    /** Shown by a gateway whose pipeline is gone. */
    static final Set<String> STOPPED = Set.of("dialler/add-server-error", "infocu5/add-leads-error");

    /** Not shown by any running system, with the reason; that the rooms have the words is shown in the rooms' own tests. */
    static final Map<String, String> ROOMS_ALONE = Map.of(
            "dialler/cancel-server-error-save",
            "the answer to an outcome that a newer pipeline may have and this one has not");

    /** Where examples meet the same lead, those that need a fresh number first and those that need its history later. */
    static final List<String> ORDER = List.of(
            "dialler/cancel-not-found",
            "dialler/add",
            "dialler/add-already-scheduled",
            "dialler/cancel",
            "dialler/add-existing-contact",
            "dialler/cancel-already-processed",
            "partials/withdrawn-not-found",
            "partials/withdrawn",
            "partials/withdrawn-already-processed",
            "infocu5/add-leads",
            "infocu5/add-leads-beside");

    private ExampleSettings() {}

    /** The call that goes before an example, if its decision speaks of an earlier lead. */
    static Optional<Call> earlier(DocumentedExample example) {
        if (example.dialect().equals("croco") && decision(example).startsWith("REJECTED DUPLICATE")) {
            String phone = decision(example).endsWith(" ALT_PHONE") ? "7275550000" : "$1";
            return Optional.of(example.request(text -> text.replaceAll("&duplicate_check=[^&]*", "")
                    .replaceFirst("phone_number=([0-9]+)", "phone_number=" + phone)));
        }
        return switch (example.name()) {
            case "dialler/add-existing-contact" -> // released
                Optional.of(example.request(text -> text.replace("\"delays\":600,", "")));
            case "partials/withdrawn" -> // held
                Optional.of(example.request(text -> text.replace("&reject=1", "&delay=30")));
            case "partials/withdrawn-already-processed" ->
                Optional.of(example.request(text -> text.replace("&reject=1", "")));
            default -> Optional.empty();
        };
    }

    private static String decision(DocumentedExample example) {
        return String.join("\n", example.decisions());
    }

    /** The default routing with the documents' names, a form for list 101, and a standing check for list 111000. */
    static Routing furnished(Routing routing, String dialUrl) {
        List<Vendor> vendors = new ArrayList<>();
        for (Vendor vendor : routing.getVendors()) {
            if (vendor.getDialect().equals("elision")) {
                vendors.add(Vendor.newBuilder(vendor)
                        .setId("clicks")
                        .setUrl(dialUrl)
                        .build());
            }
            vendors.add(vendor);
        }
        return Routing.newBuilder(routing)
                .setVendors(vendors)
                .setCampaigns(routing.getCampaigns().stream()
                        .map(campaign -> campaign.getId().equals("1111")
                                ? Campaign.newBuilder(campaign)
                                        .setName("Campaign Name")
                                        .build()
                                : campaign)
                        .toList())
                .setLists(routing.getLists().stream()
                        .map(ExampleSettings::furnished)
                        .toList())
                .build();
    }

    private static LeadList furnished(LeadList list) {
        return switch (list.getId()) {
            case "101" ->
                LeadList.newBuilder(list)
                        .setCustomFields(List.of("favorite_color"))
                        .build();
            case "111000" ->
                LeadList.newBuilder(list)
                        .setName("List Name")
                        .setStandingChecks(List.of(DuplicateCheck.newBuilder()
                                .setMatchOn(DuplicateMatchOn.PHONE)
                                .setScope(DuplicateScope.LIST)
                                .build()))
                        .build();
            default -> list;
        };
    }

    /** The default routing without forms and types, and a list that takes no custom values at all. */
    static Routing bare(Routing routing) {
        return Routing.newBuilder(routing)
                .setLists(routing.getLists().stream()
                        .map(list -> LeadList.newBuilder(list)
                                .setCustomFields(List.of())
                                .setCustomFieldsDisabled(list.getId().equals("102"))
                                .setType(null)
                                .build())
                        .toList())
                .build();
    }
}
