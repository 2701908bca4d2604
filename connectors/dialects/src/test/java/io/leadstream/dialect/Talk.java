package io.leadstream.dialect;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls, answers, accounts, decisions and deliveries for the tests of every dialect. */
public final class Talk {

    public static final Instant SUBMITTED = Instant.parse("2026-11-20T12:00:00Z");
    public static final long LEAD_ID = 193715;
    public static final Account CROCO = account("croco-demo", "croco", "6666", "1");
    public static final Account DIALLER = account("dialler-demo", "dialler", "", "44");
    public static final Account PARTIALS = account("partials-demo", "partials", "DEMO1", "1");
    public static final Account ELISION = account("elision-demo", "elision", "6666", "1");
    public static final Account INFOCU5 = account("infocu5-demo", "infocu5", "AFFILIATE001", "1");
    public static final String PARTIALS_CLIENT = "DEMO1";
    public static final String INFOCU5_KEY = "0123456789abcdef0123456789abcdef";
    public static final String CROCO_PASS = "1234";
    public static final String DIALLER_KEY = "demo-key";

    private Talk() {}

    /** An intake that knows an account of every dialect and counts its event ids; croco's and elision's are one login. */
    public static Intake intake() {
        return intake(Map.of(
                "6666 " + CROCO_PASS, CROCO,
                " " + DIALLER_KEY, DIALLER,
                PARTIALS_CLIENT + " ", PARTIALS,
                "AFFILIATE001 " + INFOCU5_KEY, INFOCU5));
    }

    /** An intake that knows these accounts, by name and secret with a blank between. */
    public static Intake intake(Map<String, Account> accounts) {
        return new Intake() {
            private int events;

            @Override
            public Optional<Account> login(String name, String secret) {
                return Optional.ofNullable(accounts.get(name + " " + secret));
            }

            @Override
            public String newEventId() {
                return "event-" + ++events;
            }
        };
    }

    public static Account account(String id, String dialect, String name, String callingCode) {
        return new Account(
                id, dialect, name, callingCode, "America/New_York", Set.of("6666"), Set.of(), Set.of(), Set.of());
    }

    public static Call get(String path, String query) {
        return new Call("GET", path, query, Map.of(), new byte[0]);
    }

    public static Call post(String path, String query, String type, String body) {
        return new Call("POST", path, query, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public static LeadEvent event(Submission submission) {
        return offered(submission).events().get(0);
    }

    public static Submission.Offered offered(Submission submission) {
        if (submission instanceof Submission.Offered offered) {
            return offered;
        }
        throw new AssertionError("answered at once: " + answered(submission).text());
    }

    public static Answer answered(Submission submission) {
        if (submission instanceof Submission.Answered answered) {
            return answered.answer();
        }
        throw new AssertionError("offered: " + submission);
    }

    public static Call sent(Encoded encoded) {
        if (encoded instanceof Encoded.Send send) {
            return send.call();
        }
        throw new AssertionError("refused: " + encoded);
    }

    public static LeadDecision.Builder decision(DecisionOutcome outcome) {
        return LeadDecision.newBuilder()
                .setLeadId(LEAD_ID)
                .setEventId("event-1")
                .setAccount("demo")
                .setDialect("any")
                .setPhase(DecisionPhase.FIRST)
                .setOutcome(outcome)
                .setPhone("17275551111")
                .setSubmittedAt(SUBMITTED)
                .setDecidedAt(SUBMITTED.plusMillis(20));
    }

    public static LeadDecision accepted() {
        return decision(DecisionOutcome.ACCEPTED)
                .setListId("999")
                .setUtcOffsetMinutes(-300)
                .build();
    }

    public static LeadDecision rejected(Reason reason) {
        Rejection.Builder rejection = Rejection.newBuilder().setReason(reason);
        if (reason == Reason.DUPLICATE) {
            rejection.setDuplicate(hit(DuplicateMatchOn.PHONE, DuplicateScope.SYSTEM, MatchedField.PHONE));
        }
        return rejected(rejection.build());
    }

    public static LeadDecision rejected(Rejection rejection) {
        return decision(DecisionOutcome.REJECTED).setReasons(List.of(rejection)).build();
    }

    public static Rejection duplicate(DuplicateHit hit) {
        return Rejection.newBuilder()
                .setReason(Reason.DUPLICATE)
                .setDuplicate(hit)
                .build();
    }

    /** An earlier lead 8765444 in list 102. */
    public static DuplicateHit hit(DuplicateMatchOn match, DuplicateScope scope, MatchedField matched) {
        return DuplicateHit.newBuilder()
                .setCheck(new DuplicateCheck(match, scope, 0))
                .setMatched(matched)
                .setLeadId(8765444)
                .setListId("102")
                .build();
    }

    public static Delivery.Builder delivery(Lead lead) {
        return Delivery.newBuilder()
                .setDeliveryId(LEAD_ID + ":vendor")
                .setKind(DeliveryKind.SEND)
                .setLeadId(LEAD_ID)
                .setVendor("vendor")
                .setPhone(PhoneIdentity.of(lead.getPhone().orElse(""), lead.getCallingCode())
                        .orElse(""))
                .setLead(lead)
                .setListId("101")
                .setCampaign("TESTCAMP")
                .setSubmittedAt(SUBMITTED)
                .setRoutedAt(SUBMITTED);
    }
}
