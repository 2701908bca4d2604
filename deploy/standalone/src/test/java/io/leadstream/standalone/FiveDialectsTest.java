package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Dialects;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Gender;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    /** What says where a lead goes and who sends it is each side's own, and numbers take each vendor's form. */
    private static final Set<LeadField> NOT_COMPARED = EnumSet.of(
            LeadField.PHONE,
            LeadField.CALLING_CODE,
            LeadField.ALT_PHONE,
            LeadField.LIST_ID,
            LeadField.LIST_NAME,
            LeadField.CAMPAIGN,
            LeadField.TYPE,
            LeadField.SOURCE);

    /** Elision's form has a full name and enquiries, and no field that these two have, but the number. */
    private static final Set<Set<String>> SHARES_NOTHING =
            Set.of(Set.of("elision", "dialler"), Set.of("elision", "infocu5"));

    private static final Map<String, Map<String, String>> CREDENTIALS = Map.of(
            "croco", Map.of("user", "6666", "pass", "1234"),
            "dialler", Map.of("key", "demo-key"),
            "elision", Map.of("user", "6666", "pass", "1234"),
            "infocu5", Map.of("affiliateID", "AFFILIATE001", "affiliateKey", "0123456789abcdef0123456789abcdef"),
            "partials", Map.of("client_id", "DEMO1"));

    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "infocu5", Map.of("campaign_id", "1111", "list_id", "111000"),
            "partials", Map.of("campaign_id", "1"));

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Records records;

    private final Client client = new Client();
    private final Map<String, Dialect> dialects = Dialects.all();

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
        Lead full = full(phone, dialect, list);
        assertThat(submit(dialect, full)).contains(answer);

        Lead said = saidOn(phone);
        for (String vendor : VENDORS) {
            Eventually.holds(
                    Duration.ofSeconds(20),
                    () -> phone + " is not at " + vendor,
                    () -> !at(vendor, phone).isEmpty());
            JsonNode kept = at(vendor, phone).getFirst();
            Set<LeadField> both = known(vendor, full);
            both.retainAll(known(dialect, full));
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

    /** Everything that a document has a field for, in values that fit the shortest. */
    private static Lead full(String phone, String dialect, String list) {
        return Lead.newBuilder()
                .setPhone(dialect.equals("dialler") ? "+1" + phone : phone)
                .setCallingCode("1")
                .setAltPhone("72755502" + phone.substring(8))
                .setTitle("Ms")
                .setFirstName("Ann")
                .setMiddleInitial("M")
                .setLastName("Lee")
                .setFullName("Ann Lee")
                .setCompany("Acme")
                .setGender(Gender.FEMALE)
                .setDateOfBirth("1980-05-17")
                .setEmail("ann@example.com")
                .setAddress1("1 Main St")
                .setAddress2("Flat 2")
                .setAddress3("Rear")
                .setCity("Tampa")
                .setState("FL")
                .setProvince("Bay")
                .setPostalCode("33601")
                .setCountry("US")
                .setBillingAddress1("2 Side St")
                .setBillingCity("Miami")
                .setBillingState("FL")
                .setBillingPostalCode("33101")
                .setBillingCountry("US")
                .setListId(dialect.equals("partials") || dialect.equals("dialler") ? null : list)
                .setListName(dialect.equals("partials") ? "TEST" : null)
                .setCampaign(dialect.equals("partials") ? "1" : null)
                .setType(dialect.equals("dialler") ? "motor-trade" : null)
                .setSubtype("van")
                .setSource("test")
                .setSourceId("s1")
                .setVendorLeadCode("v1")
                .setProducerLeadId("77")
                .setOfferId("12")
                .setAffiliateId("a1")
                .setSubAffiliateId("a2")
                .setIp("192.0.2.1")
                .setHostname("host.example.com")
                .setBrowser("Browser")
                .setReferer("https://example.com/from")
                .setLeadUrl("https://example.com/form")
                .setProductName("Widget")
                .setProspectId("1234567890")
                .setOrderId("31")
                .setCrmCampaignId("8")
                .setCrmCampaignName("Spring")
                .setCrmProductId("9")
                .setCrmProductName("Widget")
                .setCrmAmount("19.99")
                .setMobile("7275550300")
                .setEnquirySource("web")
                .setEnquiryType("new")
                .setEnquiryId("e1")
                .setWebEnquiryNumber("w1")
                .setLeadSource("site")
                .setLeadSubSource("page")
                .setCustomField1("one")
                .setCustomField2("two")
                .setSecurityPhrase("blue")
                .setComments("Call after lunch")
                .setRank("5")
                .setOwner("north")
                .setGmtOffset("-5.00")
                .setData("{\"colour\":\"red\"}")
                .build();
    }

    private String submit(String dialect, Lead lead) {
        return client.send(system.addresses().gateway(), call(dialect, lead)).body();
    }

    /** The lead in a dialect's words, as a client of ours would put it. */
    private Call call(String dialect, Lead lead) {
        Delivery delivery = Delivery.newBuilder()
                .setDeliveryId("1:" + dialect)
                .setKind(DeliveryKind.SEND)
                .setLeadId(1)
                .setVendor(dialect)
                .setPhone(PhoneIdentity.of(lead.getPhone().orElseThrow(), lead.getCallingCode())
                        .orElseThrow())
                .setLead(lead)
                .setListId(lead.getListId().orElse(null))
                .setSubmittedAt(Instant.EPOCH)
                .setRoutedAt(Instant.EPOCH)
                .build();
        VendorAccount account = new VendorAccount(
                dialect, CREDENTIALS.getOrDefault(dialect, Map.of()), SETTINGS.getOrDefault(dialect, Map.of()));
        return ((Encoded.Send) dialect(dialect).encode(delivery, account)).call();
    }

    /** The parts of a lead that survive a dialect, out and in again. */
    private Set<LeadField> known(String dialect, Lead full) {
        Submission read = dialect(dialect).accept(call(dialect, full), new Anyone(dialect));
        assertThat(read).isInstanceOf(Submission.Offered.class);
        Lead kept = ((Submission.Offered) read).events().getFirst().getLead().orElseThrow();
        Set<LeadField> known = EnumSet.noneOf(LeadField.class);
        for (LeadField field : LeadField.values()) {
            if (field.of(kept).isPresent() && field.of(full).isPresent() && !NOT_COMPARED.contains(field)) {
                known.add(field);
            }
        }
        return known;
    }

    private Dialect dialect(String id) {
        return Optional.ofNullable(dialects.get(id)).orElseThrow();
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

    /** Whoever calls is let in. */
    private record Anyone(String dialect) implements Intake {

        @Override
        public Optional<Account> login(String name, String secret) {
            return Optional.of(
                    new Account("anyone", dialect, name, "1", "UTC", Set.of(), Set.of(), Set.of(), Set.of()));
        }

        @Override
        public String newEventId() {
            return UUID.nameUUIDFromBytes(dialect.getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }
}
