package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Role;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.gateway.NativeAnswers.Kind;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The native JSON API: leads by the contract's own names, {@code POST /v1/leads} and {@code DELETE /v1/leads/{id}}; and where
 * they are, {@code GET} at the same paths. Described at {@code /openapi.json}.
 *
 * <p>The event id is the {@code Idempotency-Key}, or one made up; a batch appends a blank and the lead's index, a cancel a
 * blank and the lead. A key has no blank, so that none of them meets another. What was sent under a key counts once per
 * account and phone for 24 h: the same key with another body for the same phone gets the first decision again, with
 * another phone it is another submission.
 */
final class NativeApi implements FrontDoor {

    static final String ID = "native";
    static final String LEADS = "/v1/leads";
    static final String LEAD = "/v1/leads/{id}";
    static final String KEY_HEADER = "idempotency-key";
    static final String SUBMIT = "submit";
    static final String CANCEL = "cancel";
    static final String TRACE = "trace";

    /** Of a lead with more faults only so many are told. */
    static final int MOST_ERRORS = 20;

    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final Pattern LEAD_ID = Pattern.compile("[0-9]{1,16}");
    private static final long MOST_ID = (1L << 53) - 1;

    private final SubmittedLeads submitted;
    private final NativeLedger ledger;

    NativeApi(SubmittedLeads submitted, LedgerSource ledger) {
        this.submitted = submitted;
        this.ledger = new NativeLedger(ledger);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> paths() {
        return Set.of(LEADS, LEAD);
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        Optional<Account> account = known(call, intake);
        if (account.isEmpty()) {
            return new Answered(problem(Kind.UNAUTHORIZED, "Send Authorization: Bearer <key>.")
                    .with("www-authenticate", "Bearer realm=\"leadstream\""));
        }
        boolean submits = call.path().equals(LEADS);
        boolean looks = call.method().equals("GET");
        String method = submits ? "POST" : "DELETE";
        if (!looks && !call.method().equals(method)) {
            return new Answered(problem(Kind.METHOD_NOT_ALLOWED, "Only GET and " + method + " are.")
                    .with("allow", "GET, " + method));
        }
        Optional<Submission> refused = refusal(account.get(), looks ? Role.VIEW : Role.SUBMIT);
        if (refused.isPresent()) {
            return refused.get();
        }
        String function = looks ? TRACE : submits ? SUBMIT : CANCEL;
        if (!account.get().mayCall(function)) {
            return refused(Kind.NOT_ALLOWED, "It may not " + function + ".");
        }
        if (looks) {
            return new Answered(submits ? ledger.phone(call, account.get()) : trace(call, account.get()));
        }
        String key = key(call);
        if (!key.isEmpty() && !KEY.matcher(key).matches()) {
            return refused(Kind.MALFORMED, "An Idempotency-Key is 1 to 200 visible ASCII characters.");
        }
        String base = key.isEmpty() ? intake.newEventId() : key;
        return submits ? submit(call, account.get(), base, intake) : cancel(call, account.get(), base);
    }

    private static Submission submit(Call call, Account account, String base, Intake intake) {
        return switch (NativeBatch.read(call)) {
            case NativeBatch.Read.Unreadable unreadable -> refused(Kind.MALFORMED, unreadable.detail());
            case NativeBatch.Read.Leads leads -> {
                List<LeadEvent> events = events(leads.batch(), account, base, intake);
                yield events.isEmpty()
                        ? new Answered(answer(leads.batch(), List.of()))
                        : new Submission.Offered(account, SUBMIT, events, call);
            }
        };
    }

    private static List<LeadEvent> events(NativeBatch batch, Account account, String base, Intake intake) {
        List<LeadEvent> events = new ArrayList<>();
        for (int i = 0; i < batch.items().size(); i++) {
            if (batch.items().get(i) instanceof NativeBatch.Item.Good good) {
                String id = batch.form() == NativeBatch.Form.ONE ? base : base + " " + i;
                List<String> notes = new ArrayList<>();
                Lead.Builder lead = Lead.newBuilder(withCallingCode(good.lead(), account));
                CardNumber.read(NativeBatch.CARD_NUMBER, good.cardNumber(), lead, intake, notes);
                events.add(event(id, LeadEventKind.SUBMITTED, account)
                        .setLead(lead.build())
                        .setNotes(notes)
                        .build());
            }
        }
        return events;
    }

    private Answer trace(Call call, Account account) {
        OptionalLong id = leadId(call);
        return id.isPresent() ? ledger.lead(id.getAsLong(), account) : NativeAnswers.notFound();
    }

    /** The id that a path ends in; nothing if no lead can have it. */
    private static OptionalLong leadId(Call call) {
        String id = call.path().substring(call.path().lastIndexOf('/') + 1);
        return LEAD_ID.matcher(id).matches() && Long.parseLong(id) <= MOST_ID
                ? OptionalLong.of(Long.parseLong(id))
                : OptionalLong.empty();
    }

    private Submission cancel(Call call, Account account, String base) {
        OptionalLong given = leadId(call);
        if (given.isEmpty()) {
            return new Answered(NativeAnswers.notFound());
        }
        long id = given.getAsLong();
        return switch (submitted.find(id)) {
            case SubmittedLeads.Found.Nothing nothing -> new Answered(NativeAnswers.notFound());
            case SubmittedLeads.Found.Unavailable unavailable ->
                new Answered(unavailable("The lead could not be looked up; nothing was cancelled.", base));
            case SubmittedLeads.Found.Lead found ->
                cancel(found.event(), id, account, base)
                        .<Submission>map(event -> new Submission.Offered(account, CANCEL, List.of(event), call))
                        .orElseGet(() -> new Answered(NativeAnswers.notFound()));
        };
    }

    /** The cancel of a lead; nothing if it is somebody else's, since ids can be guessed, or has no phone to find it by. */
    private static Optional<LeadEvent> cancel(LeadEvent submission, long id, Account account, String base) {
        Lead lead = submission.getLead().orElseThrow();
        if (!submission.getAccount().equals(account.id())) {
            return Optional.empty();
        }
        return lead.getPhone()
                .map(phone -> event(base + " cancel " + id, LeadEventKind.CANCELLED, account)
                        .setCancel(CancelRequest.newBuilder()
                                .setPhone(phone)
                                .setCallingCode(lead.getCallingCode().orElse(null))
                                .setLeadId(id)
                                .build())
                        .build());
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (offered.function().equals(CANCEL)) {
            return NativeAnswers.cancelled(decisions.get(0));
        }
        return switch (NativeBatch.read(offered.call())) {
            case NativeBatch.Read.Leads leads -> answer(leads.batch(), decisions);
            case NativeBatch.Read.Unreadable unreadable ->
                throw new IllegalStateException("a body that was read before");
        };
    }

    private static Answer answer(NativeBatch batch, List<LeadDecision> decisions) {
        Iterator<LeadDecision> decided = decisions.iterator();
        List<ObjectNode> entries = new ArrayList<>();
        for (NativeBatch.Item item : batch.items()) {
            entries.add(
                    switch (item) {
                        case NativeBatch.Item.Good good -> NativeAnswers.submitted(decided.next());
                        case NativeBatch.Item.Bad bad -> NativeAnswers.invalid(bad);
                    });
        }
        return batch.form() == NativeBatch.Form.ONE
                ? NativeAnswers.single(entries.get(0))
                : NativeAnswers.several(entries, batch.form());
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        String base = offered.events().get(0).getEventId().split(" ", 2)[0];
        return switch (why) {
            case NO_DECISION_IN_TIME ->
                NativeAnswers.of(NativeAnswers.problem(
                                Kind.NO_DECISION_IN_TIME,
                                "It is open what was decided. The same request with this Idempotency-Key tells.")
                        .put("outcome", "OPEN")
                        .put("idempotency_key", base));
            case UNAVAILABLE -> unavailable("Nothing was saved; the same request may be sent again.", base);
            case TOO_MANY_REQUESTS ->
                NativeAnswers.of(NativeAnswers.problem(
                                        Kind.TOO_MANY_REQUESTS,
                                        "Nothing was saved; the same request may be sent again.")
                                .put("outcome", "NOT_SAVED")
                                .put("idempotency_key", base))
                        .with("retry-after", "1");
        };
    }

    private static Answer unavailable(String detail, String base) {
        return NativeAnswers.of(NativeAnswers.problem(Kind.UNAVAILABLE, detail)
                        .put("outcome", "NOT_SAVED")
                        .put("idempotency_key", base))
                .with("retry-after", "5");
    }

    /** What an account hears that lacks the role for what it asks; nothing if it has it. */
    static Optional<Submission> refusal(Account account, Role role) {
        return account.may(role)
                ? Optional.empty()
                : Optional.of(refused(Kind.NOT_ALLOWED, "It lacks the role " + role.text() + "."));
    }

    /** Whose a key is alone, as Bearer, or a name and a key, as Basic. */
    private static Optional<Account> known(Call call, Intake intake) {
        String header = call.header("authorization").strip();
        int blank = header.indexOf(' ');
        String scheme = blank < 0 ? "" : header.substring(0, blank).toLowerCase(Locale.ROOT);
        String given = header.substring(blank + 1).strip();
        return switch (scheme) {
            case "bearer" -> intake.known("", given);
            case "basic" -> {
                String pair = decoded(given);
                int colon = pair.indexOf(':');
                yield colon < 0
                        ? intake.known("", "")
                        : intake.known(pair.substring(0, colon), pair.substring(colon + 1));
            }
            default -> intake.known("", "");
        };
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The key as it was sent, without the quotes that the header's own draft puts around it; empty if there is none. */
    private static String key(Call call) {
        String key = call.header(KEY_HEADER).strip();
        return key.length() > 2 && key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1)
                : key;
    }

    private static Lead withCallingCode(Lead lead, Account account) {
        return lead.getCallingCode().isPresent()
                ? lead
                : Lead.newBuilder(lead).setCallingCode(account.callingCode()).build();
    }

    private static LeadEvent.Builder event(String id, LeadEventKind kind, Account account) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setKind(kind)
                .setAccount(account.id())
                .setDialect(ID);
    }

    private static Submission refused(Kind kind, String detail) {
        return new Answered(problem(kind, detail));
    }

    private static Answer problem(Kind kind, String detail) {
        return NativeAnswers.of(NativeAnswers.problem(kind, detail));
    }
}
