package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.BreakerState;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorHealth;
import io.leadstream.schema.VendorLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of leads whose vendor behaves badly, from the front door to the vendor's book.
 *
 * <p>The outage takes 6 s here; {@code -Ddown.seconds=60} makes it the minute that is promised.
 */
class BadVendorsTest {

    private static final int DOWN_SECONDS = Integer.getInteger("down.seconds", 6);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PER_SECOND = 50;
    private static final int PHONES = 40;

    /** Between a vendor's breaker opening and everybody knowing, calls that had passed it come to their end. */
    private static final Duration SETTLING = Duration.ofMillis(300);

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Contracts contracts;
    private static Records records;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, BadVendorsTest::impatient));
        contracts = Contracts.at(system.addresses().registry(), Map.of());
        records = new Records(system.addresses().kafka(), contracts);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** Short waits, that stay in the lane and keep a phone's turn; six looks at a vendor that is down. */
    private static Routing impatient(Routing routing) {
        VendorLimits limits = VendorLimits.newBuilder()
                .setRetryWaitsMs(Collections.nCopies(15, 300L))
                .setBreakerWindow(10)
                .setBreakerOpenMs(Math.max(1_000, DOWN_SECONDS * 1_000 / 6))
                .build();
        return Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> switch (vendor.getId()) {
                            case "croco" ->
                                Vendor.newBuilder(vendor).setLimits(limits).build();
                            case "partials" ->
                                Vendor.newBuilder(vendor)
                                        .setLimits(limits)
                                        .setAfterUnknown(AfterUnknown.RESEND)
                                        .build();
                            default -> vendor;
                        })
                        .toList())
                .build();
    }

    @Test
    void aVendorThatSavesAndThenResetsHasTheLeadOnceAndWeHaveItsId() throws Exception {
        fault("croco", "{\"kind\":\"reset_after_save\",\"times\":1}");
        try (var producer = producer()) {
            producer.send(lead("102", "7275550199", "only")).get();
        }
        Eventually.holds(
                SOON,
                () -> "results " + results("croco"),
                () -> results("croco").stream().anyMatch(DeliveryResult::getFinal$));

        JsonNode kept = client.json(sandbox("croco", "leads"));
        assertThat(kept).hasSize(1);
        List<DeliveryResult> results = results("croco");
        assertThat(results)
                .extracting(DeliveryResult::getResult)
                .containsExactly(DeliveryClass.UNKNOWN, DeliveryClass.ACCEPTED);
        DeliveryResult last = results.getLast();
        assertThat(last.getFinal$()).isTrue();
        assertThat(last.getAttempt()).isEqualTo(2);
        assertThat(last.getVendorLeadId())
                .contains(kept.get(0).path("vendor_lead_id").asText());
    }

    @Test
    void aVendorThatIsDownUnderLoadGetsEverythingAfterwardsInOrderAndNoAttemptIsBurnt() throws Exception {
        int leads = PER_SECOND * (DOWN_SECONDS + 4);
        try (var producer = producer()) {
            long begun = System.nanoTime();
            boolean down = false;
            for (int number = 0; number < leads; number++) {
                long due = begun + number * 1_000_000_000L / PER_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                if (!down && number >= 2 * PER_SECOND) {
                    down = true;
                    fault("partials", "{\"kind\":\"down\",\"for_ms\":" + DOWN_SECONDS * 1_000 + "}");
                }
                var unused = producer.send(
                        lead("1001", "727555%04d".formatted(1_000 + number % PHONES), "n%05d".formatted(number)));
            }
            producer.flush();
        }
        Eventually.holds(
                SOON.plusSeconds(DOWN_SECONDS), () -> finals().size() + " of " + leads, () -> finals().size() == leads);

        assertThat(finals()).extracting(DeliveryResult::getResult).containsOnly(DeliveryClass.ACCEPTED);
        assertThat(finals()).extracting(DeliveryResult::getDeliveryId).doesNotHaveDuplicates();
        assertThat(startedWhileOpen()).as("attempts while the breaker was open").isEmpty();
        expectOrder(leads);
    }

    /** Each lead once at the vendor, and those of one phone in the order in which they were submitted. */
    private void expectOrder(int leads) {
        Map<String, List<String>> byPhone = new HashMap<>();
        JsonNode kept = client.json(sandbox("partials", "leads"));
        kept.forEach(
                lead -> byPhone.computeIfAbsent(lead.path("lead").path("phone").asText(), phone -> new ArrayList<>())
                        .add(lead.path("lead").path("first_name").asText()));
        assertThat(kept).hasSize(leads);
        assertThat(byPhone).hasSize(PHONES);
        assertThat(byPhone.values())
                .allSatisfy(names -> assertThat(names).isSorted().doesNotHaveDuplicates());
    }

    /** Attempts that began when the breaker had been open for a moment and had not let anything try again yet. */
    private static List<DeliveryResult> startedWhileOpen() {
        List<DeliveryResult> all = results("partials");
        List<DeliveryResult> burnt = new ArrayList<>();
        Instant open = Instant.MAX;
        int openings = 0;
        for (VendorHealth word : records.of(Topics.VENDOR_HEALTH)) {
            if (!word.getVendor().equals("partials")) {
                continue;
            }
            Instant changed = word.getSince().orElse(word.getAt());
            if (word.getBreaker() == BreakerState.OPEN && open.equals(Instant.MAX)) {
                open = changed.plus(SETTLING);
                openings++;
            } else if (word.getBreaker() != BreakerState.OPEN && !open.equals(Instant.MAX)) {
                Instant from = open;
                all.stream()
                        .filter(result -> result.getStartedAt()
                                .filter(at -> at.isAfter(from) && at.isBefore(changed))
                                .isPresent())
                        .forEach(burnt::add);
                open = Instant.MAX;
            }
        }
        assertThat(openings).as("times that the breaker opened").isPositive();
        return burnt;
    }

    private static List<DeliveryResult> finals() {
        return results("partials").stream().filter(DeliveryResult::getFinal$).toList();
    }

    private static List<DeliveryResult> results(String vendor) {
        return records.of(Topics.deliveryResults(vendor));
    }

    private static KafkaProducer<String, LeadEvent> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", system.addresses().kafka(), "acks", "all"),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer());
    }

    private static ProducerRecord<String, LeadEvent> lead(String list, String phone, String name) {
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("bad-vendors-" + name)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("bad-vendors-test")
                .setLead(Lead.newBuilder()
                        .setPhone(phone)
                        .setListId(list)
                        .setFirstName(name)
                        .setLastName("Lee")
                        .setEmail("ann@example.com")
                        .build())
                .build();
        return new ProducerRecord<>(Topics.LEADS.name(), LeadKey.of(event), event);
    }

    private void fault(String vendor, String fault) {
        assertThat(client.postJson(sandbox(vendor, "faults"), fault).statusCode())
                .isEqualTo(204);
    }

    private static String sandbox(String vendor, String what) {
        return system.addresses().sandbox() + "/_sandbox/" + vendor + "/" + what;
    }
}
