package io.leadstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reports;
import io.leadstream.dialect.Submission;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Card;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One vendor: reads calls in its dialect, keeps leads, and applies the faults it was told. */
final class Vendor {

    private static final Answer NONSENSE = new Answer(
            200,
            Map.of("content-type", "text/html"),
            "<html><body>\u0000\ufffd It works! {\"responseCode\":</body>".getBytes(UTF_8));
    private static final int TOO_MANY_REQUESTS = 429;

    private final SandboxVendor config;
    private final Dialect dialect;
    private final Clock clock;
    private final LeadBook book = new LeadBook();
    private final CallBook reports = new CallBook();
    private final FaultPlan faults = new FaultPlan();
    private Counts counts = Counts.NONE;
    private long eventIds;

    Vendor(SandboxVendor config, Dialect dialect, Clock clock) {
        this.config = config;
        this.dialect = dialect;
        this.clock = clock;
    }

    String id() {
        return config.id();
    }

    Dialect dialect() {
        return dialect;
    }

    synchronized List<KeptLead> leads() {
        return book.leads();
    }

    synchronized void forgetLeads() {
        book.clear();
    }

    synchronized void add(Agent agent) {
        reports.add(agent);
    }

    synchronized void add(CallRecord call) {
        reports.add(call);
    }

    synchronized void forgetReports() {
        reports.clear();
    }

    Instant now() {
        return clock.instant();
    }

    synchronized Counts counts() {
        return counts;
    }

    synchronized void add(Fault fault) {
        faults.add(fault, clock.instant());
    }

    synchronized void clearFaults() {
        faults.clear();
    }

    /** What the vendor does with a call, whose path is the dialect's own. */
    synchronized Reaction react(Call call) {
        Instant now = clock.instant();
        Optional<Fault> fault = faults.next(now);
        counts = counts.plus(1, 0, 0, fault.isPresent() ? 1 : 0);
        return fault.map(one -> fail(one, call, now)).orElseGet(() -> at(serve(call, now), 0));
    }

    private Reaction fail(Fault fault, Call call, Instant now) {
        return switch (fault.kind()) {
            case STATUS -> at(status(fault.status(), fault), 0);
            case THROTTLE -> at(status(TOO_MANY_REQUESTS, fault), 0);
            case GARBAGE -> at(NONSENSE, 0);
            case LATENCY -> at(serve(call, now), fault.latencyMs());
            case SLOW_BODY -> new Reaction.Trickle(serve(call, now), Duration.ofMillis(fault.latencyMs()));
            case RESET_BEFORE_SAVE, DOWN -> new Reaction.Reset();
            case RESET_AFTER_SAVE -> {
                serve(call, now);
                yield new Reaction.Reset();
            }
            case LOGIN_INCORRECT -> at(answer(dialect.accept(call, new Door(Optional.empty())), book::decide, now), 0);
            case DUPLICATE ->
                at(answer(dialect.accept(call, new Door(Optional.of(config))), book::refuseAsDuplicate, now), 0);
        };
    }

    private Answer serve(Call call, Instant now) {
        return answer(dialect.accept(call, new Door(Optional.of(config))), book::decide, now);
    }

    @FunctionalInterface
    private interface Rule {
        LeadDecision decide(LeadEvent event, Instant now);
    }

    private Answer answer(Submission submission, Rule rule, Instant now) {
        return switch (submission) {
            case Submission.Answered answered -> {
                counts = counts.plus(0, 0, 1, 0);
                yield answered.answer();
            }
            case Submission.Offered offered -> {
                int before = book.size();
                List<LeadDecision> decisions = new ArrayList<>();
                offered.events().forEach(event -> decisions.add(rule.decide(event, now)));
                boolean refused = decisions.stream().allMatch(Vendor::refuses);
                counts = counts.plus(0, book.size() - before, refused ? 1 : 0, 0);
                yield dialect.answer(offered, decisions);
            }
        };
    }

    private static boolean refuses(LeadDecision decision) {
        return decision.getOutcome() == DecisionOutcome.REJECTED || decision.getOutcome() == DecisionOutcome.NOT_FOUND;
    }

    private static Reaction at(Answer answer, long afterMs) {
        return new Reaction.Respond(answer, Duration.ofMillis(afterMs));
    }

    private static Answer status(int status, Fault fault) {
        Answer answer = Answer.text(status, "sandbox fault");
        return fault.retryAfterS() == 0 ? answer : answer.with("retry-after", Long.toString(fault.retryAfterS()));
    }

    /** Lets in the one account there is, or nobody. */
    private final class Door implements Intake {

        private final Optional<SandboxVendor> known;

        private Door(Optional<SandboxVendor> known) {
            this.known = known;
        }

        @Override
        public Optional<Account> login(String name, String secret) {
            return known.filter(vendor -> same(vendor.name(), name) && same(vendor.secret(), secret))
                    .map(SandboxVendor::account);
        }

        /** A vendor has the number as it came; this one keeps it in memory only. */
        @Override
        public Optional<Card> seal(String number, String phone) {
            return Optional.of(Card.newBuilder()
                    .setCiphertext(ByteBuffer.wrap(number.getBytes(UTF_8)))
                    .setLastFour(number.substring(number.length() - 4))
                    .build());
        }

        @Override
        public Reports reports() {
            return reports;
        }

        @Override
        public String newEventId() {
            return config.id() + "-" + ++eventIds;
        }

        private static boolean same(String one, String other) {
            return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
        }
    }
}
