package io.leadstream.dialect.elision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Inbound;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Elision inbound: from a query or a form to leads or a dial, or to the answer that refuses it. */
final class ElisionInbound implements Inbound {

    private static final String MULTI_LEADS = "multi_leads";

    /** What a producer's call asks for: the gateway's own checks, in the order that the package documentation gives. */
    @Override
    public Submission accept(Call call, Intake intake) {
        Form form = Form.of(call);
        String action = form.get("action");
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            return new Answered(ElisionAnswers.of(405, ElisionAnswers.badAction(ElisionAnswers.ACTION_NOT_VALID)));
        }
        if (action.isEmpty()) {
            return refused(ElisionAnswers.badAction(ElisionAnswers.ACTION_BLANK));
        }
        String function = function(form);
        if (function.isEmpty()) {
            return refused(ElisionAnswers.badAction(ElisionAnswers.ACTION_NOT_VALID));
        }
        Optional<Account> account = login(call, form, intake);
        if (account.isEmpty()) {
            return refused(ElisionAnswers.login());
        }
        if (!account.get().mayCall(function)) {
            return refused(ElisionAnswers.error(
                    function,
                    function.equals(Elision.MANUAL_DIAL)
                            ? ElisionAnswers.DIAL_NOT_ALLOWED
                            : ElisionAnswers.NO_PERMISSION));
        }
        return switch (function) {
            case Elision.MANUAL_DIAL -> ElisionDial.accept(call, form, account.get(), intake);
            case Elision.ADD_MULTI_LEAD -> several(call, form, account.get(), intake);
            default -> one(call, form, account.get(), intake);
        };
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        return ElisionAnswers.of(
                switch (offered.function()) {
                    case Elision.ADD_MULTI_LEAD -> perLead(offered, decisions);
                    case Elision.MANUAL_DIAL ->
                        ElisionAnswers.dialled(offered.events().get(0).getDial().orElseThrow(), decisions.get(0));
                    default -> single(offered, decisions.get(0));
                });
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        String function = offered.function();
        return switch (why) {
            case NO_DECISION_IN_TIME -> ElisionAnswers.of(503, ElisionAnswers.undecided(function));
            case UNAVAILABLE ->
                ElisionAnswers.of(503, ElisionAnswers.error(function, "SYSTEM NOT AVAILABLE, PLEASE TRY AGAIN"))
                        .with("retry-after", "5");
            case TOO_MANY_REQUESTS ->
                ElisionAnswers.of(429, ElisionAnswers.error(function, "TOO MANY REQUESTS, PLEASE TRY AGAIN"))
                        .with("retry-after", "1");
        };
    }

    /** The function's name; empty if there is none such. An add_lead with multi_leads and no number is add_multi_lead. */
    private static String function(Form form) {
        String action = form.get("action");
        return switch (action) {
            case Elision.ADD_MULTI_LEAD, Elision.MANUAL_DIAL -> action;
            case Elision.ADD_LEAD ->
                form.values().containsKey(MULTI_LEADS)
                                && form.get("phone_number").isEmpty()
                        ? Elision.ADD_MULTI_LEAD
                        : Elision.ADD_LEAD;
            default -> "";
        };
    }

    private static Optional<Account> login(Call call, Form form, Intake intake) {
        String header = call.header("authorization").strip();
        if (!form.get("user").isEmpty() || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return intake.login(form.get("user"), form.get("pass"));
        }
        String pair = decoded(header.substring("basic ".length()).strip());
        int colon = pair.indexOf(':');
        return colon < 0 ? intake.login("", "") : intake.login(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    // ------------------------------------------------------------------------------------------------ add_lead

    private static Submission one(Call call, Form form, Account account, Intake intake) {
        Optional<String> wrong = ElisionLead.wrongCall(Elision.ADD_LEAD, form)
                .or(() -> ElisionLead.wrong(Elision.ADD_LEAD, form.values(), account));
        if (wrong.isPresent()) {
            return refused(ElisionAnswers.error(Elision.ADD_LEAD, wrong.get()));
        }
        LeadEvent event = event(form.values(), account, intake);
        return new Submission.Offered(account, Elision.ADD_LEAD, List.of(event), call);
    }

    /** The answer to add_lead. */
    private static ObjectNode single(Submission.Offered offered, LeadDecision decision) {
        Lead lead = offered.events().get(0).getLead().orElseThrow();
        return ElisionAnswers.lead(
                Elision.ADD_LEAD,
                Form.of(offered.call()).values(),
                lead.getListId().orElse(""),
                decision);
    }

    // ------------------------------------------------------------------------------------------ add_multi_lead

    private static Submission several(Call call, Form form, Account account, Intake intake) {
        Optional<String> wrong = ElisionLead.wrongCall(Elision.ADD_MULTI_LEAD, form)
                .or(() -> form.get(MULTI_LEADS).isEmpty()
                        ? Optional.of(ElisionAnswers.MULTI_LEADS_BLANK)
                        : Optional.empty());
        if (wrong.isPresent()) {
            return refused(ElisionAnswers.error(Elision.ADD_MULTI_LEAD, wrong.get()));
        }
        List<Map<String, String>> leads = leads(form);
        if (leads.isEmpty()) {
            return refused(ElisionAnswers.error(Elision.ADD_MULTI_LEAD, ElisionAnswers.JSON_SYNTAX));
        }
        List<LeadEvent> events = leads.stream()
                .filter(lead ->
                        ElisionLead.wrong(Elision.ADD_MULTI_LEAD, lead, account).isEmpty())
                .map(lead -> event(lead, account, intake))
                .toList();
        Submission.Offered offered = new Submission.Offered(account, Elision.ADD_MULTI_LEAD, events, call);
        return events.isEmpty() ? refused(perLead(offered, List.of())) : offered;
    }

    /** The answer to each lead in the order given: from its decision if it was offered, from its fault if it was not. */
    private static ObjectNode perLead(Submission.Offered offered, List<LeadDecision> decisions) {
        ObjectNode body = Json.object();
        Iterator<LeadDecision> decided = decisions.iterator();
        int number = 0;
        for (Map<String, String> lead : leads(Form.of(offered.call()))) {
            String function = Elision.ADD_MULTI_LEAD;
            Optional<String> wrong = ElisionLead.wrong(function, lead, offered.account());
            ObjectNode answer = wrong.map(why -> ElisionAnswers.error(function, why))
                    .orElseGet(() -> decided.hasNext()
                            ? ElisionAnswers.lead(function, lead, ElisionLead.list(lead), decided.next())
                            : ElisionAnswers.undecided(function));
            body.set("lead " + ++number, answer);
        }
        return body;
    }

    /** The leads of multi_leads, each with what the call says of all; none if it is no array of objects. */
    private static List<Map<String, String>> leads(Form form) {
        List<Map<String, String>> leads = new ArrayList<>();
        if (Json.parse(form.get(MULTI_LEADS)).orElse(null) instanceof ArrayNode array) {
            for (JsonNode element : array) {
                if (!(element instanceof ObjectNode object)) {
                    return List.of();
                }
                Map<String, String> lead = Json.texts(object);
                if (CardNumber.hasVerificationCode(object)) {
                    lead.put("cvv", "given"); // however deep it was, the lead is refused for it
                }
                lead.put("source", form.get("source"));
                lead.put("custom_fields", form.get("custom_fields"));
                leads.add(lead);
            }
        }
        return leads;
    }

    private static LeadEvent event(Map<String, String> values, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Lead lead = ElisionLead.read(values, account, notes);
        return LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account.id())
                .setDialect(Elision.ID)
                .setLead(lead)
                .setNotes(notes)
                .build();
    }

    private static Submission refused(ObjectNode body) {
        return new Answered(ElisionAnswers.of(body));
    }
}
