package io.leadstream.streams;

import io.leadstream.schema.LeadId;
import io.leadstream.schema.LedgerFreshness;
import io.leadstream.schema.LedgerLead;
import io.leadstream.schema.LedgerPhone;
import io.leadstream.schema.LedgerStep;
import io.leadstream.streams.rules.LedgerTimeline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What this instance keeps of the ledger. Every method throws {@link InvalidStateStoreException} if it does not keep the
 * partition that is asked for, or restores it.
 */
final class LedgerShare {

    /** Leads, cancels and dials of a phone that are answered, at most. */
    static final int MOST = 100;

    private static final String FETCHING = "consumer-fetch-manager-metrics";
    private static final String LAG = "records-lag";

    private final KafkaStreams streams;
    private final String instance;
    private final InstantSource clock;
    private final Map<Integer, Instant> newest;

    /**
     * The share of an instance.
     *
     * @param newest time of the newest record read, by partition; written by the stage
     */
    LedgerShare(KafkaStreams streams, String instance, InstantSource clock, Map<Integer, Instant> newest) {
        this.streams = streams;
        this.instance = instance;
        this.clock = clock;
        this.newest = newest;
    }

    /**
     * What is known of a lead on the partition that its id names.
     *
     * @param standby true if a copy of another instance's part will do
     */
    Optional<LedgerLead> lead(long leadId, boolean standby) {
        int partition = LeadId.partition(leadId);
        ReadOnlyKeyValueStore<Bytes, LedgerStep> steps = store(LedgerBook.STEPS, partition, standby);
        return lead(leadId, steps, freshness(partition, standby));
    }

    /** What is known of the leads of a phone on its partition, but for those that are kept elsewhere. */
    LedgerPhone phone(int partition, String phone, boolean standby) {
        ReadOnlyKeyValueStore<Bytes, byte[]> phones = store(LedgerBook.PHONES, partition, standby);
        ReadOnlyKeyValueStore<Bytes, LedgerStep> steps = store(LedgerBook.STEPS, partition, standby);
        LedgerFreshness freshness = freshness(partition, standby);
        List<LedgerLead> leads = new ArrayList<>();
        List<Long> elsewhere = new ArrayList<>();
        List<Long> ids = newest(phones, phone);
        for (long leadId : ids.subList(0, Math.min(MOST, ids.size()))) {
            if (LeadId.partition(leadId) == partition) {
                lead(leadId, steps, freshness).ifPresent(leads::add);
            } else {
                elsewhere.add(leadId);
            }
        }
        leads.sort(Comparator.comparing(LedgerLead::getSubmittedAt).reversed());
        return LedgerPhone.newBuilder()
                .setPhone(phone)
                .setLeads(leads)
                .setComplete(ids.size() <= MOST)
                .setElsewhere(elsewhere)
                .setLedger(freshness)
                .build();
    }

    private static Optional<LedgerLead> lead(
            long leadId, ReadOnlyKeyValueStore<Bytes, LedgerStep> store, LedgerFreshness freshness) {
        List<LedgerStep> steps = new ArrayList<>();
        try (KeyValueIterator<Bytes, LedgerStep> found =
                store.range(LedgerKey.lead(leadId), LedgerKey.lead(leadId + LeadId.MOST_PARTITIONS))) {
            found.forEachRemaining(step -> steps.add(step.value));
        }
        return LedgerTimeline.of(leadId, steps)
                .map(lead -> LedgerLead.newBuilder(lead).setLedger(freshness).build());
    }

    /** Ids of a phone, the newest first where they name one partition; one more than are answered, if there are so many. */
    private static List<Long> newest(ReadOnlyKeyValueStore<Bytes, byte[]> phones, String phone) {
        List<Long> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                phones.reverseRange(LedgerKey.phone(phone, 0), LedgerKey.phone(phone, Long.MAX_VALUE))) {
            while (found.hasNext() && ids.size() <= MOST) {
                ids.add(LedgerKey.leadOfPhone(found.next().key));
            }
        }
        return ids;
    }

    private <V> ReadOnlyKeyValueStore<Bytes, V> store(String name, int partition, boolean standby) {
        StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, V>> parameters = StoreQueryParameters.fromNameAndType(
                        name, QueryableStoreTypes.<Bytes, V>keyValueStore())
                .withPartition(partition);
        return streams.store(standby ? parameters.enableStaleStores() : parameters);
    }

    private LedgerFreshness freshness(int partition, boolean standby) {
        return LedgerFreshness.newBuilder()
                .setInstance(instance)
                .setAnsweredAt(clock.instant())
                .setNewestAt(newest.get(partition))
                .setBehind(standby ? standbyLag(partition) : behind())
                .setStandby(standby)
                .build();
    }

    /** Records that the brokers have for this instance's part of the ledger, and that it has not fetched. */
    private long behind() {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(LAG)
                        && metric.metricName().group().equals(FETCHING)
                        && !metric.metricName()
                                .tags()
                                .getOrDefault("client-id", "")
                                .contains("restore"))
                .mapToLong(LedgerShare::whole)
                .sum();
    }

    private static long whole(Metric metric) {
        return metric.metricValue() instanceof Double lag && lag > 0 ? Math.round(lag) : 0;
    }

    private long standbyLag(int partition) {
        var lag = streams.allLocalStorePartitionLags()
                .getOrDefault(LedgerBook.STEPS, Map.of())
                .get(partition);
        return lag == null ? 0 : lag.offsetLag();
    }
}
