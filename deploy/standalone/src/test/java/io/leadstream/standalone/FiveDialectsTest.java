package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.RecordJson;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /** Parts of a lead that every one of the five documents has a field for. */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "croco", Set.of("first_name", "last_name", "email", "city", "state", "postal_code", "address1"),
            "dialler", Set.of("first_name", "last_name", "email"),
            "elision", Set.of("full_name"),
            "infocu5", Set.of("first_name", "last_name", "email", "city", "state", "postal_code", "address1"),
            "partials", Set.of("first_name", "last_name", "email", "city", "state", "postal_code", "address1"));

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
    @CsvSource(
            delimiter = '|',
            value = {
                "croco|7275550101|GET|/API/lmapi.php?user=6666&pass=1234&function=add_lead&source=test&phone_number=7275550101&list_id=101&first_name=Ann&last_name=Lee&email=ann%40example.com&address1=1+Main+St&city=Tampa&state=FL&postal_code=33601|SUCCESS",
                "dialler|07700900123|POST|/lead/add?key=demo-key {\"first_name\":\"Ann\",\"surname\":\"Lee\",\"email\":\"ann@example.com\",\"mobile\":\"07700900123\",\"type\":\"motor-trade\"}|\"processed\":true",
                "elision|7275550103|GET|/elision-dialer/elision-api/main.php?user=6666&pass=1234&action=add_lead&source=test&custom_fields=Y&list_id=25062018&phone_number=7275550103&CustomerName=Ann+Lee|LEAD CREATED SUCCESSFULLY",
                "infocu5|7275550104|POST|/dialer/ {\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"0123456789abcdef0123456789abcdef\",\"dialerFunction\":\"addLeads\",\"campaignID\":\"1111\",\"listID\":\"111000\",\"leads\":[{\"leadPhone\":\"7275550104\",\"leadNameFirst\":\"Ann\",\"leadNameLast\":\"Lee\",\"leadEmail\":\"ann@example.com\",\"leadAddress\":\"1 Main St\",\"leadCity\":\"Tampa\",\"leadState\":\"FL\",\"leadZip\":\"33601\"}]}|\"responseCode\":1",
                "partials|7275550105|FORM|/mgr.php client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-0105&fields_fname=Ann&fields_lname=Lee&fields_email=ann%40example.com&shipping_street_address=1+Main+St&shipping_city=Tampa&shipping_state=FL&shipping_zip=33601|Successfully imported lead",
            })
    void aLeadInThroughOneGoesOutThroughAllFive(
            String dialect, String phone, String method, String call, String answer) {
        assertThat(send(method, call)).contains(answer);

        LeadEvent event = records.of(Topics.LEADS).stream()
                .filter(each -> each.getLead()
                        .orElseThrow()
                        .getPhone()
                        .map(PhoneIdentity::digits)
                        .orElse("")
                        .equals(phone))
                .findFirst()
                .orElseThrow();
        ObjectNode sent = RecordJson.toJson(event.getLead().orElseThrow());
        for (String vendor : VENDORS) {
            if (vendor.equals("partials") && dialect.equals("dialler")) {
                continue; // a British number has no form in a document of ten national digits
            }
            if (vendor.equals("dialler") && dialect.equals("elision")) {
                continue; // elision's leads have no e-mail address, which dialler needs
            }
            Eventually.holds(
                    Duration.ofSeconds(15),
                    () -> phone + " is not at " + vendor,
                    () -> !at(vendor, phone).isEmpty());
            JsonNode kept = at(vendor, phone).getFirst();
            Set<String> both = new TreeSet<>(KNOWN.get(dialect));
            both.retainAll(KNOWN.get(vendor));
            for (String field : both) {
                assertThat(kept.path(field).asText())
                        .as(vendor + " " + field)
                        .isEqualTo(sent.path(field).asText());
            }
        }
    }

    private String send(String method, String call) {
        String address = system.addresses().gateway() + call;
        if (method.equals("GET")) {
            return client.get(address).body();
        }
        int blank = address.indexOf(' ');
        String body = address.substring(blank + 1);
        return method.equals("FORM")
                ? client.postForm(address.substring(0, blank), body).body()
                : client.postJson(address.substring(0, blank), body).body();
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
        List<ListVendor> all = VENDORS.stream()
                .map(vendor -> ListVendor.newBuilder().setVendor(vendor).build())
                .toList();
        return Routing.newBuilder(routing)
                .setLists(routing.getLists().stream()
                        .map(list -> LeadList.newBuilder(list).setVendors(all).build())
                        .toList())
                .build();
    }
}
