package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.LeadField;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One lead in through each dialect and out through each: twenty-five ways, with a routing whose every list delivers to
 * all five vendors.
 */
class FiveDialectsTest {

    private static final List<String> VENDORS = List.of("croco", "dialler", "elision", "infocu5", "partials");

    /** Elision's leads have no e-mail address, which dialler needs: routing gives that account one. */
    private static final String DIALLER_WITH_EMAIL = "dialler-with-email";

    /** Elision's form has a full name and enquiries, and no field that these two have, but the number. */
    private static final Set<Set<String>> SHARES_NOTHING =
            Set.of(Set.of("elision", "dialler"), Set.of("elision", "infocu5"));

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Records records;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, FiveDialectsTest::toAll));
        records = new Records(
                system.addresses().kafka(), Contracts.at(system.addresses().registry(), Map.of()));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @ParameterizedTest
    @CsvSource({
        "croco, 7275550101, 101, SUCCESS",
        "dialler, 7275550102, 5001, '\"processed\":true'",
        "elision, 7275550103, 25062018, LEAD CREATED SUCCESSFULLY",
        "infocu5, 7275550104, 111000, '\"responseCode\":1'",
        "partials, 7275550105, 1001, Successfully imported lead",
    })
    void aLeadInThroughOneGoesOutThroughAllFiveWithAllThatBothSidesKnow(
            String dialect, String phone, String list, String answer) {
        Lead full = FullLeads.full(phone, dialect, list);
        assertThat(submit(dialect, full)).contains(answer);

        Lead said = saidOn(phone);
        for (String vendor : VENDORS) {
            Eventually.holds(
                    Duration.ofSeconds(20),
                    () -> phone + " is not at " + vendor,
                    () -> !at(vendor, phone).isEmpty());
            JsonNode kept = at(vendor, phone).getFirst();
            Set<LeadField> both = FullLeads.known(vendor, full);
            both.retainAll(FullLeads.known(dialect, full));
            assertThat(both.isEmpty())
                    .as(dialect + " and " + vendor)
                    .isEqualTo(SHARES_NOTHING.contains(Set.copyOf(List.of(dialect, vendor))));
            for (LeadField field : both) {
                assertThat(kept.path(field.name().toLowerCase(java.util.Locale.ROOT))
                                .asText())
                        .as(dialect + " to " + vendor + ": " + field)
                        .isEqualTo(field.of(said).orElse("absent"))
                        .isEqualTo(field.of(full).orElseThrow());
            }
        }
    }

    private String submit(String dialect, Lead lead) {
        return client.send(system.addresses().gateway(), FullLeads.call(dialect, lead))
                .body();
    }

    private static Lead saidOn(String phone) {
        return records.of(Topics.LEADS).stream()
                .map(LeadEvent::getLead)
                .flatMap(Optional::stream)
                .filter(lead -> PhoneIdentity.digits(lead.getPhone().orElse("")).endsWith(phone))
                .findFirst()
                .orElseThrow();
    }

    /** What a vendor keeps of a number, in whatever form its document gives it: the last nine digits are the same. */
    private List<JsonNode> at(String vendor, String phone) {
        JsonNode leads = client.json(system.addresses().sandbox() + "/_sandbox/" + vendor + "/leads");
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : leads) {
            JsonNode lead = each.path("lead");
            if (PhoneIdentity.digits(lead.path("phone").asText()).endsWith(phone.substring(phone.length() - 9))) {
                found.add(lead);
            }
        }
        return found;
    }

    private static Routing toAll(Routing routing) {
        List<Vendor> vendors = new ArrayList<>(routing.getVendors());
        for (Vendor vendor : routing.getVendors()) {
            if (vendor.getId().equals("dialler")) {
                vendors.add(Vendor.newBuilder(vendor)
                        .setId(DIALLER_WITH_EMAIL)
                        .setConstants(Map.of("email", "unknown@example.com"))
                        .build());
            }
        }
        return Routing.newBuilder(routing)
                .setVendors(vendors)
                .setLists(routing.getLists().stream()
                        .map(list -> LeadList.newBuilder(list)
                                .setVendors(all(list.getId()))
                                .build())
                        .toList())
                .build();
    }

    private static List<ListVendor> all(String list) {
        return VENDORS.stream()
                .map(vendor -> vendor.equals("dialler") && list.equals("25062018") ? DIALLER_WITH_EMAIL : vendor)
                .map(vendor -> ListVendor.newBuilder().setVendor(vendor).build())
                .toList();
    }
}
