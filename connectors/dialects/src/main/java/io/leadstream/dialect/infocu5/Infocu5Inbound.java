package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Inbound;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Role;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.infocu5.Infocu5Answers.Code;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.PhoneIdentity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Infocu5 inbound: from posted JSON to leads or a look-up, or to the code that refuses it. */
final class Infocu5Inbound implements Inbound {

    private static final Set<String> LOOKUPS = Set.of(Infocu5.GET_AGENTS, Infocu5.GET_CALLS, Infocu5.GET_CAMPAIGNS);
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** What a producer's call asks for: the gateway's own checks, in the order that the package documentation gives. */
    @Override
    public Submission accept(Call call, Intake intake) {
        if (!call.method().equals("POST")) {
            return new Answered(Infocu5Answers.of(405, Code.MALFORMED));
        }
        Optional<ObjectNode> request = Json.forgivingObject(call.body());
        if (request.isEmpty()) {
            return refused(Code.MALFORMED);
        }
        ObjectNode asked = request.get();
        String function = text(asked, "dialerFunction");
        Role role = LOOKUPS.contains(function) ? Role.VIEW : Role.SUBMIT;
        Optional<Account> account = intake.known(text(asked, "affiliateID"), text(asked, "affiliateKey"))
                .filter(known -> known.may(role));
        if (account.isEmpty()) {
            return refused(Code.LOGIN);
        }
        if (!account.get().mayCall(function)) {
            return refused(Code.INVALID_FUNCTION);
        }
        return switch (function) {
            case Infocu5.ADD_LEADS -> addLeads(call, asked, account.get(), intake);
            case Infocu5.GET_AGENTS -> new Answered(Infocu5Lookups.agents(asked, account.get(), intake.reports()));
            case Infocu5.GET_CALLS -> new Answered(Infocu5Lookups.calls(asked, account.get(), intake.reports()));
            case Infocu5.GET_CAMPAIGNS ->
                new Answered(Infocu5Lookups.campaigns(asked, account.get(), intake.reports()));
            default -> refused(Code.INVALID_FUNCTION);
        };
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        return perLead(offered, decisions);
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        return switch (why) {
            case NO_DECISION_IN_TIME -> Infocu5Answers.error(200, Infocu5Answers.NO_DECISION);
            case UNAVAILABLE -> Infocu5Answers.error(200, "not available, please try again");
            case TOO_MANY_REQUESTS ->
                Infocu5Answers.error(429, "too many requests, please try again").with("retry-after", "1");
        };
    }

    /** A text or number of a request; empty if it is absent or neither. */
    static String text(ObjectNode asked, String name) {
        JsonNode value = asked.path(name);
        return value.isTextual() || value.isIntegralNumber()
                ? value.asText().replace("\0", "").strip()
                : "";
    }

    private static Submission addLeads(Call call, ObjectNode asked, Account account, Intake intake) {
        String campaign = text(asked, "campaignID");
        String list = text(asked, "listID");
        boolean complete = !campaign.isEmpty()
                && list.matches("[0-9]{1,18}")
                && asked.path("leads") instanceof ArrayNode leads
                && !leads.isEmpty();
        if (!complete || CardNumber.hasVerificationCode(Json.texts(asked))) {
            return refused(Code.MALFORMED);
        }
        if (!account.mayUseCampaign(campaign) || !account.mayUseList(list)) {
            return refused(Code.NO_CAMPAIGNS);
        }
        List<LeadEvent> events = new ArrayList<>();
        for (JsonNode lead : asked.path("leads")) {
            if (lead instanceof ObjectNode object && wrong(object).isEmpty()) {
                events.add(event(object, campaign, list, account, intake));
            }
        }
        Submission.Offered offered = new Submission.Offered(account, Infocu5.ADD_LEADS, events, call);
        return events.isEmpty() ? new Answered(perLead(offered, List.of())) : offered;
    }

    /** One entry per lead in the order given: from its decision if it was offered, from its fault if it was not. */
    private static Answer perLead(Submission.Offered offered, List<LeadDecision> decisions) {
        ArrayNode entries = Json.array();
        Iterator<LeadEvent> events = offered.events().iterator();
        Iterator<LeadDecision> decided = decisions.iterator();
        JsonNode leads = Json.forgivingObject(offered.call().body())
                .map(asked -> asked.path("leads"))
                .orElseGet(Json::array);
        for (JsonNode lead : leads) {
            Optional<String> wrong =
                    lead instanceof ObjectNode object ? wrong(object) : Optional.of("A lead must be an object");
            if (wrong.isPresent()) {
                entries.add(Infocu5Answers.malformed(wrong.get()));
            } else {
                List<String> told = CardNumber.dropped(events.next().getNotes());
                entries.add(
                        decided.hasNext() ? Infocu5Answers.entry(decided.next(), told) : Infocu5Answers.undecided());
            }
        }
        return Infocu5Answers.success(entries);
    }

    private static Optional<String> wrong(ObjectNode lead) {
        if (CardNumber.hasVerificationCode(lead)) {
            return Optional.of("Card verification codes are not accepted");
        }
        Optional<String> container = Stream.concat(
                        Infocu5Fields.TABLE.rows().stream().map(row -> row.name()), Stream.of(Infocu5Fields.CARD))
                .filter(name -> lead.path(name).isContainerNode())
                .findFirst();
        if (container.isPresent()) {
            return container.map(name -> name + " must be a text");
        }
        String phone = text(lead, "leadPhone");
        if (phone.isEmpty()) {
            return Optional.of("leadPhone is required");
        }
        return PhoneIdentity.isPhone(phone) && !LETTER.matcher(phone).find()
                ? Optional.empty()
                : Optional.of(Infocu5Answers.PHONE_INVALID);
    }

    private static LeadEvent event(ObjectNode object, String campaign, String list, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Map<String, String> values = Json.texts(object);
        Lead.Builder lead = Lead.newBuilder()
                .setCallingCode(account.callingCode())
                .setCampaign(campaign)
                .setListId(list)
                .setProducts(Infocu5Fields.products(object, notes));
        Infocu5Fields.TABLE.read(values, lead, notes);
        CardNumber.read(Infocu5Fields.CARD, values.getOrDefault(Infocu5Fields.CARD, ""), lead, intake, notes);
        return LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account.id())
                .setDialect(Infocu5.ID)
                .setLead(lead.build())
                .setNotes(notes)
                .build();
    }

    private static Submission refused(Code code) {
        return new Answered(Infocu5Answers.of(code));
    }
}
