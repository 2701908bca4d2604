package io.leadstream.streams;

import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.DuplicateRule;
import io.leadstream.streams.rules.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link DuplicateRule} about each lead that passed so far, with the earlier leads of its phone. An event that was
 * answered before gets the same answer, whatever became of the rules since.
 */
final class MatchStage implements Processor<String, Verdict, String, Turn> {

    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable LeadEntries entries;
    private @Nullable FirstDecisions answered;

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        this.entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
        this.answered = new FirstDecisions(context.getStateStore(FirstDecisions.STORE));
    }

    @Override
    public void process(Record<String, Verdict> record) {
        ProcessorContext<String, Turn> out = Objects.requireNonNull(context);
        ResolvedLead lead = record.value().lead();
        Optional<LeadDecision> before = Objects.requireNonNull(answered)
                .find(lead.getPhone(), lead.getAccount(), lead.getEventId(), lead.getSubmittedAt());
        Turn turn = before.isPresent()
                ? new Turn.Say(decisions(out).again(before.get()))
                : new Turn.Decide(record.value().then(this::match));
        out.forward(record.withValue(turn));
    }

    private Verdict match(ResolvedLead lead) {
        List<LeadEntry> earlier = Objects.requireNonNull(entries).newestFirst(lead.getPhone()).stream()
                .map(LeadEntries.Kept::entry)
                .toList();
        return DuplicateRule.match(lead, earlier);
    }

    private static Decisions decisions(ProcessorContext<?, ?> context) {
        return new Decisions(
                Instant.ofEpochMilli(context.currentSystemTimeMs()),
                context.taskId().partition());
    }
}
