package io.leadstream.standalone;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Dialects;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Gender;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Leads that have everything, each in the words of a dialect as a client of the default accounts would put it. */
final class FullLeads {

    /** What says where a lead goes, who sends it and by which id is each side's own; numbers take each vendor's form. */
    private static final Set<LeadField> NOT_COMPARED = EnumSet.of(
            LeadField.PHONE,
            LeadField.CALLING_CODE,
            LeadField.ALT_PHONE,
            LeadField.LIST_ID,
            LeadField.LIST_NAME,
            LeadField.CAMPAIGN,
            LeadField.TYPE,
            LeadField.SOURCE,
            LeadField.VENDOR_LEAD_CODE);

    private static final Map<String, Map<String, String>> CREDENTIALS = Map.of(
            "croco", Map.of("user", "6666", "pass", "1234"),
            "dialler", Map.of("key", "demo-key"),
            "elision", Map.of("user", "6666", "pass", "1234"),
            "infocu5", Map.of("affiliateID", "AFFILIATE001", "affiliateKey", "0123456789abcdef0123456789abcdef"),
            "partials", Map.of("client_id", "DEMO1"));

    private static final Map<String, Map<String, String>> SETTINGS = Map.of(
            "dialler", Map.of("default_type", "motor-trade"),
            "infocu5", Map.of("campaign_id", "1111", "list_id", "111000"),
            "partials", Map.of("campaign_id", "1"));

    private static final Map<String, Dialect> DIALECTS = Dialects.all();

    private FullLeads() {}

    /** Everything that a document has a field for, in values that fit the shortest. */
    static Lead full(String phone, String dialect, String list) {
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

    /** The lead in a dialect's words, as a client of ours would put it. */
    static Call call(String dialect, Lead lead) {
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
    static Set<LeadField> known(String dialect, Lead full) {
        Submission read = dialect(dialect).accept(call(dialect, full), new Anyone(dialect));
        Lead kept = ((Submission.Offered) read).events().getFirst().getLead().orElseThrow();
        Set<LeadField> known = EnumSet.noneOf(LeadField.class);
        for (LeadField field : LeadField.values()) {
            if (field.of(kept).isPresent() && field.of(full).isPresent() && !NOT_COMPARED.contains(field)) {
                known.add(field);
            }
        }
        return known;
    }

    private static Dialect dialect(String id) {
        return Optional.ofNullable(DIALECTS.get(id)).orElseThrow();
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
