package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/** The decisions of a run as they come: a look at them reads only what is new. */
final class FollowedDecisions implements AutoCloseable {

    private final TopicReader reader;
    private final Deserializer<LeadDecision> deserializer;
    private final Map<DecisionPhase, List<LeadDecision>> decisions = new EnumMap<>(DecisionPhase.class);

    FollowedDecisions(String bootstrap, Contracts contracts) {
        reader = new TopicReader(bootstrap, Topics.LEAD_DECISIONS.name());
        deserializer = contracts.serde(Topics.LEAD_DECISIONS).deserializer();
    }

    /** Those of a phase that are committed by now. */
    List<LeadDecision> of(DecisionPhase phase) {
        reader.unread().forEach(record -> {
            LeadDecision decision = deserializer.deserialize(record.topic(), record.value());
            decisions
                    .computeIfAbsent(decision.getPhase(), any -> new ArrayList<>())
                    .add(decision);
        });
        return List.copyOf(decisions.getOrDefault(phase, List.of()));
    }

    @Override
    public void close() {
        reader.close();
    }
}
