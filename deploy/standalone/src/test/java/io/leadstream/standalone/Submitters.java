package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.Topics;
import io.leadstream.streams.judge.Case;
import io.leadstream.streams.judge.Crowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Five producers of leads and an ear for their first decisions, with the times at which this process knew of each. */
final class Submitters implements AutoCloseable {

    private static final int PRODUCERS = 5;

    private record Submitted(Lead lead, long at) {}

    private record Heard(LeadDecision decision, long at) {}

    private final List<KafkaProducer<String, LeadEvent>> producers;
    private final KafkaConsumer<String, LeadDecision> ear;
    private final Thread hearing = Thread.ofPlatform().unstarted(this::hear);
    private final Map<String, Submitted> submitted = new ConcurrentHashMap<>();
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final List<String> twice = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Future<RecordMetadata>> sends = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    Submitters(String bootstrap, Contracts contracts) {
        producers = IntStream.range(0, PRODUCERS)
                .mapToObj(i -> new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                        new StringSerializer(),
                        contracts.serde(Topics.LEADS).serializer()))
                .toList();
        ear = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                contracts.serde(Topics.LEAD_DECISIONS).deserializer());
        List<TopicPartition> partitions = ear.partitionsFor(Topics.LEAD_DECISIONS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        ear.assign(partitions);
        ear.seekToBeginning(partitions);
        partitions.forEach(ear::position);
        hearing.start();
    }

    /** Submits a lead by one of the producers; the same event id again is a resend. */
    void submit(int producer, String eventId, Lead lead) {
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId(eventId)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("crowd")
                .setLead(lead)
                .build();
        submitted.putIfAbsent(eventId, new Submitted(lead, System.nanoTime()));
        sends.add(producers
                .get(producer % PRODUCERS)
                .send(new ProducerRecord<>(Topics.LEADS.name(), LeadKey.of(event), event)));
    }

    /** Events that have no decision yet; fails if one could not be sent. */
    int undecided() {
        sends.removeIf(sent -> sent.state() == Future.State.SUCCESS);
        if (sends.stream().anyMatch(sent -> sent.state() == Future.State.FAILED)) {
            throw new AssertionError("a lead could not be submitted");
        }
        return submitted.size() - heard.size();
    }

    /** Events that had two first decisions. */
    List<String> decidedTwice() {
        return List.copyOf(twice);
    }

    /** What became of the events whose ids start so. */
    List<Case> cases(String prefix, Map<String, List<String>> campaignLists) {
        return heard.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .map(each -> {
                    Submitted submission = Objects.requireNonNull(submitted.get(each.getKey()));
                    LeadDecision decision = each.getValue().decision();
                    String list = submission.lead().getListId().orElseThrow();
                    return new Case(
                            Crowd.resolved(
                                    submission.lead(),
                                    decision.getLeadId(),
                                    each.getKey(),
                                    decision.getSubmittedAt(),
                                    campaignLists.getOrDefault(list, List.of())),
                            submission.at(),
                            each.getValue().at(),
                            decision.getReasons().stream()
                                    .findFirst()
                                    .map(reason -> reason.getDuplicate().orElseThrow()),
                            Optional.empty(),
                            Optional.empty());
                })
                .toList();
    }

    private void hear() {
        while (open) {
            for (var record : ear.poll(Duration.ofMillis(20))) {
                LeadDecision decision = record.value();
                if (decision.getPhase() == DecisionPhase.FIRST && !decision.getResend()) {
                    Heard before = heard.put(decision.getEventId(), new Heard(decision, System.nanoTime()));
                    if (before != null) {
                        twice.add(decision.getEventId());
                    }
                }
            }
        }
        ear.close();
    }

    @Override
    public void close() {
        producers.forEach(KafkaProducer::close);
        open = false;
        try {
            hearing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
