package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Replays an example in both directions.
 *
 * @param vendor our account at the vendor that the example is replayed as
 */
record ExampleReplay(Dialect dialect, VendorAccount vendor, Example example) {

    /** The request gets the documented answer, or ours where a ruling says so, letter for letter. */
    void answers() {
        Answer answer = switch (accept()) {
            case Submission.Answered answered -> {
                assertThat(example.decisions())
                        .as("decisions of a call that needs none")
                        .isEmpty();
                yield answered.answer();
            }
            case Submission.Offered offered -> answer(offered);
        };
        assertThat(answer.status()).isEqualTo(example.given().status());
        assertThat(answer.text().strip()).isEqualTo(letters(example.given()));
    }

    /** The documented answer means what the example says, and so does ours. */
    void isRead() {
        if (example.read().equals("none")) {
            return;
        }
        String[] expected = example.read().split(" ", 2);
        Delivery.Builder delivery =
                Talk.delivery(lead().orElseGet(() -> Lead.newBuilder().build())).setKind(kind(expected[0]));
        lead().flatMap(Lead::getListId).ifPresent(delivery::setListId);
        for (Answer answer : List.of(example.answer(), example.given())) {
            assertThat(words(dialect.read(answer, delivery.build(), vendor))).isEqualTo(expected[1]);
        }
    }

    /** What the request asks for, sent to a vendor, is read by our own inbound half as the same. */
    void comesBack(UnaryOperator<Lead> asSent) {
        if (!(accept() instanceof Submission.Offered offered)) {
            return;
        }
        for (LeadEvent event : offered.events()) {
            Call call = Talk.sent(dialect.encode(delivery(event), sourced(event)));
            LeadEvent back = Talk.event(dialect.accept(call, Talk.intake()));
            assertThat(back.getKind()).isEqualTo(event.getKind());
            assertThat(back.getLead()).isEqualTo(event.getLead().map(asSent));
            assertThat(back.getCancel()).isEqualTo(event.getCancel());
            assertThat(back.getDial()).isEqualTo(event.getDial());
        }
    }

    Submission accept() {
        return dialect.accept(example.call(), new ExampleIntake(example, Talk.intake()));
    }

    private Optional<Lead> lead() {
        return accept() instanceof Submission.Offered offered
                ? offered.events().get(0).getLead()
                : Optional.empty();
    }

    private Answer answer(Submission.Offered offered) {
        String first = example.decisions().isEmpty() ? "" : example.decisions().get(0);
        if (first.startsWith("UNDECIDED ")) {
            return dialect.undecided(offered, Undecided.valueOf(first.substring("UNDECIDED ".length())));
        }
        assertThat(offered.events()).hasSameSizeAs(example.decisions());
        return dialect.answer(
                offered,
                example.decisions().stream().map(ExampleReplay::decision).toList());
    }

    /** JSON without the blanks between its parts; text as it is. */
    private static String letters(Answer answer) {
        return answer.text().startsWith("{") ? Shape.compact(answer.text()) : answer.text();
    }

    private static DeliveryKind kind(String word) {
        return switch (word) {
            case "send" -> DeliveryKind.SEND;
            case "dial" -> DeliveryKind.DIAL;
            case "withdraw" -> DeliveryKind.WITHDRAW;
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** A reply as the examples write it. */
    static String words(Reply reply) {
        return switch (reply) {
            case Reply.Accepted accepted -> {
                List<String> words = new ArrayList<>();
                words.add(
                        "ACCEPTED" + accepted.vendorLeadId().map(id -> " " + id).orElse(""));
                words.addAll(accepted.notices());
                yield String.join("; ", words);
            }
            case Reply.Rejected rejected ->
                "REJECTED " + rejected.reason()
                        + rejected.earlierLeadId().map(id -> " " + id).orElse("");
            case Reply.Throttled throttled -> "THROTTLED";
            case Reply.Failed failed -> "FAILED " + failed.reason() + (failed.stop() ? " stop" : "");
            case Reply.Unknown unknown -> "UNKNOWN " + unknown.reason();
        };
    }

    /** A decision as the examples write it. */
    static LeadDecision decision(String line) {
        String[] parts = line.split("; ", -1);
        String[] what = parts[0].split(" ", -1);
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            values.put(part.split("=", 2)[0], part.substring(part.indexOf('=') + 1));
        }
        LeadDecision.Builder decision = Talk.decision(DecisionOutcome.valueOf(what[0]));
        if (what.length > 1) {
            decision.setReasons(List.of(rejection(Reason.valueOf(what[1]), values)));
        } else if (values.containsKey("list")) {
            decision.setListId(values.get("list"));
        }
        values.forEach((name, value) -> set(decision, name, value));
        return decision.build();
    }

    private static void set(LeadDecision.Builder decision, String name, String value) {
        switch (name) {
            case "id" -> decision.setLeadId(Long.parseLong(value));
            case "offset" -> decision.setUtcOffsetMinutes(Integer.valueOf(value));
            case "hold" -> decision.setHoldCause(HoldCause.valueOf(value));
            case "note" -> decision.setNotes(List.of(value));
            case "reply" -> decision.setReply(value);
            case "cancelled" -> decision.setCancelledLeads(List.of(Long.valueOf(value)));
            case "lead", "list", "match", "held" -> {}
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static Rejection rejection(Reason reason, Map<String, String> values) {
        if (reason != Reason.DUPLICATE) {
            return Rejection.newBuilder().setReason(reason).build();
        }
        String[] match = values.getOrDefault("match", "").split(" ", -1);
        var hit = Talk.hit(
                DuplicateMatchOn.valueOf(match[0]), DuplicateScope.valueOf(match[1]), MatchedField.valueOf(match[2]));
        return Talk.duplicate(DuplicateHit.newBuilder(hit)
                .setLeadId(Long.parseLong(values.getOrDefault("lead", "0")))
                .setListId(values.getOrDefault("list", ""))
                .setHeld(values.containsKey("held"))
                .build());
    }

    private static Delivery delivery(LeadEvent event) {
        Lead lead = event.getLead()
                .orElseGet(() -> Lead.newBuilder()
                        .setPhone(event.getCancel().map(CancelRequest::getPhone).orElse(null))
                        .setCallingCode(event.getCancel()
                                .flatMap(CancelRequest::getCallingCode)
                                .orElse(null))
                        .setCampaign(event.getCancel()
                                .flatMap(CancelRequest::getCampaign)
                                .orElse(null))
                        .setType(event.getCancel()
                                .flatMap(CancelRequest::getType)
                                .orElse(null))
                        .build());
        return Talk.delivery(lead)
                .setKind(
                        switch (event.getKind()) {
                            case SUBMITTED, UNKNOWN -> DeliveryKind.SEND;
                            case CANCELLED -> DeliveryKind.WITHDRAW;
                            case DIAL_REQUESTED -> DeliveryKind.DIAL;
                        })
                .setDial(event.getDial().orElse(null))
                .setListId(lead.getListId().orElse(null))
                .setCampaign(lead.getCampaign().orElse(null))
                .build();
    }

    /** The vendor's settings that make it hear the same source and the same checks. */
    private VendorAccount sourced(LeadEvent event) {
        Map<String, String> settings = new HashMap<>(vendor.settings());
        event.getLead().flatMap(Lead::getSource).ifPresent(source -> settings.put("source", source));
        settings.put("forward_duplicate_checks", "true");
        return new VendorAccount(vendor.vendor(), vendor.credentials(), settings);
    }
}
