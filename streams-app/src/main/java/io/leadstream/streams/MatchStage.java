package io.leadstream.streams;

import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.schema.Topics;
import io.leadstream.streams.rules.Reservations;
import io.leadstream.streams.rules.Verdict;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Hands each lead that passed so far to {@link Reservations}. An event that was answered before gets the same answer,
 * whatever became of the rules since, and one whose lead is undecided will get its answer.
 */
final class MatchStage implements Processor<String, Verdict, String, Turn> {

    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable MatchDesk desk;
    private @Nullable CancelMarkers markers;

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        desk = new MatchDesk(context);
        markers = new CancelMarkers(context.getStateStore(CancelMarkers.STORE));
    }

    @Override
    public void process(Record<String, Verdict> record) {
        MatchDesk here = Objects.requireNonNull(desk);
        Reservations reservations = new Reservations(here);
        ResolvedLead lead = record.value().lead();
        Optional<LeadDecision> before = here.before(lead);
        if (before.isPresent()) {
            here.sayAgain(before.get());
            return;
        }
        if (reservations.attach(lead)) {
            return;
        }
        switch (record.value()) {
            case Verdict.Reject reject -> here.forward(new Turn.Decide(reject, 0));
            case Verdict.Pass pass -> reservations.submit(lead, isCancelled(lead));
        }
    }

    /** True if the lead comes by the detour, and a cancel that means it was handled meanwhile. */
    private boolean isCancelled(ResolvedLead lead) {
        boolean detoured = Objects.requireNonNull(context)
                .recordMetadata()
                .filter(place -> place.topic().equals(Topics.LEADS.name()))
                .isEmpty();
        return detoured && Objects.requireNonNull(markers).mean(lead);
    }
}
