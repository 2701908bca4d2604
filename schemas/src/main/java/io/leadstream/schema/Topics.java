package io.leadstream.schema;

import static io.leadstream.schema.Topic.Partitions.AS_LEADS;
import static io.leadstream.schema.Topic.Partitions.ONE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of the pipeline (pipeline.md, Topics). */
public final class Topics {

    private static final Map<String, String> MONTH = keep(Duration.ofDays(30));
    private static final Map<String, String> WEEK = keep(Duration.ofDays(7));

    /** The longest max-age a vendor may have: cancels of its deliveries are kept as long (correctness.md 2). */
    public static final Duration LONGEST_MAX_AGE = Duration.ofDays(7);

    private static final Map<String, String> FOR_EVER = Map.of("cleanup.policy", "delete", "retention.ms", "-1");
    private static final Map<String, String> NEWEST_PER_KEY = Map.of("cleanup.policy", "compact");

    /** What producers say. Broker time is the time of submission. */
    public static final Topic<LeadEvent> LEADS =
            new Topic<>("leads", LeadEvent.class, AS_LEADS, withBrokerTime(keep(Duration.ofDays(30))));

    public static final Topic<LeadDecision> LEAD_DECISIONS =
            new Topic<>("lead-decisions", LeadDecision.class, AS_LEADS, MONTH);

    public static final Topic<DeliveryOutcome> DELIVERY_OUTCOMES =
            new Topic<>("delivery-outcomes", DeliveryOutcome.class, AS_LEADS, WEEK);

    public static final Topic<DeliveryCancel> DELIVERY_CANCELS =
            new Topic<>("delivery-cancels", DeliveryCancel.class, AS_LEADS, keep(LONGEST_MAX_AGE));

    public static final Topic<LeadStep> LEAD_STEPS = new Topic<>("lead-steps", LeadStep.class, AS_LEADS, WEEK);
    public static final Topic<Routing> ROUTING = new Topic<>("routing", Routing.class, ONE, FOR_EVER);
    public static final Topic<DncEntry> DNC =
            new Topic<>("dnc", DncEntry.class, AS_LEADS, withBrokerTime(NEWEST_PER_KEY));
    public static final Topic<DncEntry> DNC_AREAS = new Topic<>("dnc-areas", DncEntry.class, ONE, NEWEST_PER_KEY);
    public static final Topic<Agent> AGENTS = new Topic<>("agents", Agent.class, ONE, NEWEST_PER_KEY);
    public static final Topic<CallRecord> CALL_RECORDS =
            new Topic<>("call-records", CallRecord.class, AS_LEADS, NEWEST_PER_KEY);
    public static final Topic<VendorHealth> VENDOR_HEALTH =
            new Topic<>("vendor-health", VendorHealth.class, ONE, MONTH);

    /** Raw bytes as they were read, so it has no type. */
    public static final String DEAD_LETTERS = "dead-letters";

    /** Configuration of {@link #DEAD_LETTERS}. */
    public static final Map<String, String> DEAD_LETTERS_CONFIG = MONTH;

    /** The one key of {@link #ROUTING}. */
    public static final String ROUTING_KEY = "current";

    private static final String DELIVERIES = "deliveries.";
    private static final String DELIVERY_RESULTS = "delivery-results.";

    private Topics() {}

    /** The topics that exist before any vendor does. */
    public static List<Topic<?>> fixed() {
        return List.of(
                LEADS,
                LEAD_DECISIONS,
                DELIVERY_OUTCOMES,
                DELIVERY_CANCELS,
                LEAD_STEPS,
                ROUTING,
                DNC,
                DNC_AREAS,
                AGENTS,
                CALL_RECORDS,
                VENDOR_HEALTH);
    }

    /** What a vendor is to be sent. */
    public static Topic<Delivery> deliveries(String vendor) {
        return new Topic<>(DELIVERIES + vendor, Delivery.class, AS_LEADS, WEEK);
    }

    /** What came of it, one record per attempt. */
    public static Topic<DeliveryResult> deliveryResults(String vendor) {
        return new Topic<>(DELIVERY_RESULTS + vendor, DeliveryResult.class, AS_LEADS, MONTH);
    }

    /** The names of all topics of {@link #deliveryResults}, those of vendors that come later too. */
    public static Pattern everyDeliveryResults() {
        return Pattern.compile(Pattern.quote(DELIVERY_RESULTS) + ".+");
    }

    /** The record type that a topic carries, by the topic's name; null where it carries none of ours. */
    public static @org.jspecify.annotations.Nullable Class<? extends SpecificRecord> typeOf(String name) {
        if (name.startsWith(DELIVERIES)) {
            return Delivery.class;
        }
        if (name.startsWith(DELIVERY_RESULTS)) {
            return DeliveryResult.class;
        }
        for (Topic<?> topic : fixed()) {
            if (topic.name().equals(name)) {
                return topic.type();
            }
        }
        return null;
    }

    private static Map<String, String> keep(Duration time) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(time.toMillis()));
    }

    private static Map<String, String> withBrokerTime(Map<String, String> config) {
        var both = new java.util.HashMap<>(config);
        both.put("message.timestamp.type", "LogAppendTime");
        return Map.copyOf(both);
    }
}
