package io.leadstream.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** Draws a topology as a Mermaid flow chart: topics round, stages square with the stores they use, joints left out. */
final class TopologyPicture {

    private static final Set<String> STAGES =
            Set.of("read", "list", "validate", "screen", "match", "cancel", "dial", "outcome", "step", "hold", "route");

    /** Which stages read a global store: the topology does not say. */
    private static final Map<String, Set<String>> READERS = Map.of(
            "routing", Set.of("validate", "cancel", "dial", "hold", "route"),
            "dnc-areas", Set.of("screen", "hold"),
            "agents", Set.of("validate"));

    private final Set<String> lines = new TreeSet<>();

    private TopologyPicture() {}

    static String draw(TopologyDescription topology) {
        TopologyPicture picture = new TopologyPicture();
        for (Subtopology part : topology.subtopologies()) {
            part.nodes().forEach(picture::add);
        }
        for (GlobalStore store : topology.globalStores()) {
            String topic = store.source().topicSet().iterator().next();
            READERS.getOrDefault(topic, Set.of()).forEach(stage -> picture.edge(topic(topic), stage, true));
        }
        return "```mermaid\nflowchart LR\n" + String.join("\n", picture.lines) + "\n```\n";
    }

    private void add(Node node) {
        String from = label(node);
        if (!from.isEmpty()) {
            for (Node next : successors(node)) {
                edge(from, label(next), false);
            }
        }
        if (node instanceof Processor stage
                && STAGES.contains(node.name())
                && !stage.stores().isEmpty()) {
            lines.add("  %s[\"%s<br/><small>%s</small>\"]"
                    .formatted(node.name(), node.name(), String.join(", ", new TreeSet<>(stage.stores()))));
        }
    }

    /** The next nodes that are drawn, past joints and filters that only pass things on. */
    private static List<Node> successors(Node node) {
        List<Node> drawn = new ArrayList<>();
        for (Node next : node.successors()) {
            if (label(next).isEmpty()) {
                drawn.addAll(successors(next));
            } else {
                drawn.add(next);
            }
        }
        return drawn;
    }

    private void edge(String from, String to, boolean dotted) {
        lines.add("  " + from + (dotted ? " -.-> " : " --> ") + to);
    }

    private static String label(Node node) {
        return switch (node) {
            case Source source -> topic(source.topicSet().iterator().next());
            case Sink sink when sink.topic() != null -> topic(sink.topic());
            case Sink sink -> topic(sink.name() + ".VENDOR");
            case Processor stage when STAGES.contains(stage.name()) -> stage.name();
            default -> "";
        };
    }

    private static String topic(String name) {
        return "t-" + name.replace('.', '-') + "([" + name + "])";
    }
}
