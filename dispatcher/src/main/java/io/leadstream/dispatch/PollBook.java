package io.leadstream.dispatch;

import io.leadstream.dialect.Question;
import io.leadstream.dialect.Report;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a vendor's agents and calls, and what is to be asked and published next. No Kafka in it, no clock.
 *
 * <p>Calls are asked for in windows of time. A round begins a little before the last one ended, so that a call which the
 * vendor reports late is not missed, and what is known by its id is not published again:
 * <pre>
 *   ──── position − overlap ──── position ──────── now ────►
 *        └── known by their ids ──┘
 *        └──── window ────┴──── window ────┴ … ────┘
 * </pre>
 *
 * <p>Calls before a window are old news and calls after it come with a later one, so what must be known is bounded.
 */
final class PollBook {

    /** A window that a vendor cannot answer is halved down to this, and doubled up to a day when it can. */
    static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

    static final Duration LONGEST_WINDOW = Duration.ofDays(1);

    private final Duration overlap;
    private final Map<String, Instant> calls = new HashMap<>();
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private Report.Campaigns names = new Report.Campaigns(Map.of(), Map.of());
    private Instant position;
    private Instant next;
    private Duration window = LONGEST_WINDOW;

    /**
     * A book that knows nothing yet.
     *
     * @param position every call up to here was asked for
     */
    PollBook(Instant position, Duration overlap) {
        this.position = position.truncatedTo(ChronoUnit.SECONDS);
        this.overlap = overlap;
        this.next = this.position;
    }

    /** A call is published. */
    void knows(CallRecord call) {
        calls.put(call.getCallId(), call.getCalledAt());
    }

    /** An agent is published. */
    void knows(Agent agent) {
        agents.put(agent.getAgentId(), agent);
    }

    /** An agent is published to be gone. */
    void forgets(String agentId) {
        agents.remove(agentId);
    }

    /** Every call up to here was asked for. */
    Instant position() {
        return position;
    }

    /** What campaigns and lists are called, for calls that do not say it. */
    void named(Report.Campaigns campaigns) {
        names = campaigns;
    }

    /** Begins a round: goes back by the overlap, and forgets what can no longer be asked for. */
    void begin() {
        next = position.minus(overlap);
        calls.values().removeIf(at -> at.isBefore(next));
    }

    /** The next window of a round; nothing once it has come to {@code now}. */
    Optional<Question.Calls> window(Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.SECONDS);
        Instant whole = next.plus(window);
        return next.isBefore(end)
                ? Optional.of(new Question.Calls(next, whole.isAfter(end) ? end : whole))
                : Optional.empty();
    }

    /** Those of a window's calls that nobody has published, each once, oldest first. */
    List<CallRecord> fresh(Question.Calls asked, List<CallRecord> reported) {
        Map<String, CallRecord> fresh = new LinkedHashMap<>();
        reported.stream()
                .filter(call -> !call.getCalledAt().isBefore(asked.from())
                        && !call.getCalledAt().isAfter(asked.to()))
                .filter(call -> !calls.containsKey(call.getCallId()))
                .sorted((one, other) -> one.getCalledAt().compareTo(other.getCalledAt()))
                .forEach(call -> fresh.putIfAbsent(call.getCallId(), withNames(call)));
        return List.copyOf(fresh.values());
    }

    /** Where the book stands once a window is published. */
    Instant after(Question.Calls asked) {
        return asked.to().isAfter(position) ? asked.to() : position;
    }

    /** A window was published. */
    void published(Question.Calls asked, List<CallRecord> fresh) {
        fresh.forEach(this::knows);
        position = after(asked);
        next = asked.to();
        Duration doubled = window.multipliedBy(2);
        window = doubled.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : doubled;
    }

    /** A window was not answered: perhaps it holds too much. */
    void unanswered() {
        Duration half = window.dividedBy(2);
        window = half.compareTo(SHORTEST_WINDOW) < 0 ? SHORTEST_WINDOW : half;
    }

    /** Those agents that are new or called otherwise than before. */
    List<Agent> changed(List<Agent> reported) {
        return reported.stream()
                .filter(agent -> !Optional.ofNullable(agents.get(agent.getAgentId()))
                        .filter(known -> same(known, agent))
                        .isPresent())
                .toList();
    }

    /** Ids of agents that the vendor no longer has. */
    List<String> gone(List<Agent> reported) {
        List<String> gone = new ArrayList<>(agents.keySet());
        reported.forEach(agent -> gone.remove(agent.getAgentId()));
        return gone;
    }

    private static boolean same(Agent one, Agent other) {
        return one.getOwner().equals(other.getOwner())
                && one.getFirstName().equals(other.getFirstName())
                && one.getLastName().equals(other.getLastName());
    }

    private CallRecord withNames(CallRecord call) {
        String campaign = call.getCampaignName()
                .or(() -> call.getCampaign().map(names.campaigns()::get))
                .orElse(null);
        String list = call.getListName()
                .or(() -> call.getListId().map(names.lists()::get))
                .orElse(null);
        return CallRecord.newBuilder(call)
                .setCampaignName(campaign)
                .setListName(list)
                .build();
    }
}
