package io.leadstream.dialect.croco;

import static io.leadstream.dialect.croco.CrocoFields.TABLE;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The croco dialect: add_lead as a GET query or a POST form, answered in lines of text. */
public final class Croco implements Dialect {

    private static final String PATH = "/API/lmapi.php";
    private static final String ADD_LEAD = "add_lead";
    private static final String DEFAULT_LIST = "999";
    private static final int MOST_CUSTOM_FIELDS = 100;
    private static final Set<String> CAMPAIGN_PARAMETERS = Set.of("campaign_id", "campaign", "campaing");

    @Override
    public String id() {
        return "croco";
    }

    @Override
    public Set<String> paths() {
        return Set.of(PATH);
    }

    @Override
    public boolean canVerify() {
        return true;
    }

    // ------------------------------------------------------------------------------------------------ outbound

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        Optional<Lead> given = delivery.getLead();
        if (delivery.getKind() != DeliveryKind.SEND || given.isEmpty()) {
            return new Encoded.Refuse(Reply.Rejected.because(ReplyTable.UNSUPPORTED));
        }
        Lead lead = given.get();
        if (!PhoneIdentity.isPhone(lead.getPhone().orElse(""))) {
            return new Encoded.Refuse(Reply.Rejected.because(ReplyTable.INVALID));
        }
        List<String> notes = new ArrayList<>();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("user", account.credentials().getOrDefault("user", ""));
        form.put("pass", account.credentials().getOrDefault("pass", ""));
        form.put("function", ADD_LEAD);
        form.putAll(TABLE.write(lead, instead(delivery, lead, account, notes), notes));
        renameCampaign(form, account);
        AltPhones.write(lead.getMultiAltPhones(), form, notes);
        lead.getSettings().getCallback().ifPresent(callback -> Callbacks.write(callback, form));
        writeCustomFields(lead, form, notes);
        String checks = duplicateChecks(delivery, lead, account);
        if (!checks.isEmpty()) {
            form.put("duplicate_check", checks);
        }
        byte[] body = Form.encode(form).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return new Encoded.Send(new Call("POST", PATH, "", Map.of("content-type", Form.TYPE), body), notes);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        String body = answer.text();
        List<CrocoReplies.Line> lines = CrocoReplies.lines(body);
        for (CrocoReplies.Line line : lines) {
            if (line.kind().equals("SUCCESS") && line.words().equals(CrocoReplies.ADDED)) {
                String user = account.credentials().getOrDefault("user", "");
                return new Reply.Accepted(
                        CrocoReplies.leadId(line, user, sentList(delivery, account)), CrocoReplies.notices(lines));
            }
        }
        Optional<Reply> busy = ReplyTable.busy(answer);
        if (busy.isPresent()) {
            return busy.get();
        }
        for (CrocoReplies.Line line : lines) {
            if (line.kind().equals("ERROR")) {
                return CrocoReplies.ERRORS
                        .find(line.words(), line)
                        .map(reply -> ours(reply, line, delivery))
                        .orElseGet(() -> new Reply.Failed("an error that is not documented", false));
            }
        }
        if (!lines.isEmpty() || body.contains("SUCCESS: ")) {
            return new Reply.Unknown("an answer cut off");
        }
        return body.toLowerCase(java.util.Locale.ROOT).contains("busy")
                ? new Reply.Throttled(Optional.empty())
                : ReplyTable.otherwise(answer);
    }

    /** On a verify attempt a duplicate of the phone in the same list is taken to be the attempt before. */
    private static Reply ours(Reply reply, CrocoReplies.Line line, Delivery delivery) {
        return reply instanceof Reply.Rejected hit
                        && delivery.getVerify()
                        && line.words().equals("add_lead DUPLICATE PHONE NUMBER IN LIST")
                        && line.fields().size() == 3
                ? new Reply.Rejected(hit.reason(), hit.earlierLeadId(), true)
                : reply;
    }

    private static Map<LeadField, String> instead(
            Delivery delivery, Lead lead, VendorAccount account, List<String> notes) {
        Map<LeadField, String> instead = new EnumMap<>(LeadField.class);
        instead.put(LeadField.VENDOR_LEAD_CODE, Long.toString(delivery.getLeadId()));
        if (lead.getVendorLeadCode().isPresent()) {
            notes.add("vendor_lead_code is the lead's id, not the producer's code");
        }
        instead.put(LeadField.SOURCE, account.settings().getOrDefault("source", "leadstream"));
        instead.put(LeadField.LIST_ID, sentList(delivery, account));
        campaign(delivery, lead, account).ifPresent(campaign -> instead.put(LeadField.CAMPAIGN, campaign));
        instead.put(LeadField.PHONE, nationalPhone(lead));
        if (!lead.getSettings().getAddToHopper()) {
            instead.put(LeadField.PRIORITY, "");
        }
        if (lead.getSettings().getCustomFields()) {
            instead.put(LeadField.ENTRY_LIST_ID, "");
        }
        return instead;
    }

    /** The list that is sent; empty if it has no form at the vendor, whose default then holds. */
    private static String sentList(Delivery delivery, VendorAccount account) {
        String list =
                account.settings().getOrDefault("list_id", delivery.getListId().orElse(""));
        return list.matches("[0-9]{3,12}") ? list : "";
    }

    private static Optional<String> campaign(Delivery delivery, Lead lead, VendorAccount account) {
        return Optional.ofNullable(account.settings().get("campaign"))
                .or(lead::getCampaign)
                .or(delivery::getCampaign);
    }

    /** The digits, without the calling code where the number is written with a plus and says it itself. */
    private static String nationalPhone(Lead lead) {
        String phone = lead.getPhone().orElse("").strip();
        String digits = PhoneIdentity.digits(phone);
        String code = lead.getCallingCode().orElse("");
        boolean international = phone.startsWith("+") && !code.isEmpty() && digits.startsWith(code);
        String national = international ? digits.substring(code.length()) : digits;
        return PhoneIdentity.isPhone(national) ? national : digits;
    }

    private static void renameCampaign(Map<String, String> form, VendorAccount account) {
        String wanted = account.settings().getOrDefault("campaign_parameter", "campaign_id");
        String campaign = form.remove("campaign_id");
        if (campaign != null) {
            form.put(CAMPAIGN_PARAMETERS.contains(wanted) ? wanted : "campaign_id", campaign);
        }
    }

    private static void writeCustomFields(Lead lead, Map<String, String> form, List<String> notes) {
        if (!lead.getSettings().getCustomFields()) {
            return;
        }
        new TreeMap<>(lead.getCustomFields()).forEach((label, value) -> {
            if (CrocoFields.documented(label)) {
                notes.add("a custom field with a documented name left out");
            } else {
                form.put(label, value);
            }
        });
    }

    private static String duplicateChecks(Delivery delivery, Lead lead, VendorAccount account) {
        boolean forward = Boolean.parseBoolean(account.settings().getOrDefault("forward_duplicate_checks", "false"));
        List<DuplicateCheck> checks = new ArrayList<>();
        if (delivery.getVerify()) {
            checks.addAll(DuplicateChecks.read("DUPLIST").orElseThrow());
        }
        if (forward) {
            lead.getSettings().getDuplicateChecks().stream()
                    .filter(check -> !checks.contains(check))
                    .forEach(checks::add);
        }
        return DuplicateChecks.write(checks);
    }

    // ------------------------------------------------------------------------------------------------- inbound

    @Override
    public Submission accept(Call call, Intake intake) {
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            return new Answered(Answer.text(405, CrocoLines.NO_FUNCTION + "\n"));
        }
        Form form = call.method().equals("GET") ? Form.ofQuery(call) : Form.of(call);
        if (!form.get("function").equals(ADD_LEAD)) {
            return refused(CrocoLines.NO_FUNCTION);
        }
        if (form.get("source").length() < 2) {
            return refused(CrocoLines.INVALID_SOURCE);
        }
        Optional<Account> account = intake.login(form.get("user"), form.get("pass"));
        if (account.isEmpty()) {
            return refused(CrocoLines.LOGIN);
        }
        return accept(call, form, account.get(), intake);
    }

    private Submission accept(Call call, Form form, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Lead.Builder lead = Lead.newBuilder();
        TABLE.read(form.values(), lead, notes);
        if (!lead.hasCallingCode()) {
            lead.setCallingCode(
                    account.callingCode().isBlank() ? PhoneIdentity.DEFAULT_CALLING_CODE : account.callingCode());
        }
        boolean listGiven = !form.get("list_id").isEmpty();
        if (!listGiven) {
            lead.setListId(DEFAULT_LIST);
        }
        lead.setMultiAltPhones(AltPhones.read(form.get(AltPhones.NAME), notes));
        var settings = lead.getSettingsBuilder();
        settings.setUndefinedListAllowed(!settings.getListExistsCheck());
        if (!settings.getAddToHopper()) {
            settings.setPriority(0);
        }
        if (settings.getCustomFields()) {
            lead.setCustomFields(customFields(form, notes));
        }
        Optional<List<DuplicateCheck>> checks = DuplicateChecks.read(form.get("duplicate_check"));
        checks.ifPresent(settings::setDuplicateChecks);
        boolean callback = Callbacks.asked(form);
        Optional<String> callbackTime = Callbacks.time(form);
        if (callback && callbackTime.isPresent()) {
            Optional<String> campaign = Optional.ofNullable(lead.getCampaign());
            Callbacks.read(form, callbackTime.get(), campaign, account, notes).ifPresent(settings::setCallback);
        }

        Lead read = lead.build();
        CrocoLines lines = new CrocoLines(account, read, form, notes);
        if (!account.mayCall(ADD_LEAD)) {
            return refused(lines.noPermission());
        }
        if (read.getListId().isEmpty() || !account.mayUseList(read.getListId().get())) {
            return refused(lines.rejected(Reason.LIST_NOT_ALLOWED));
        }
        if (!PhoneIdentity.isPhone(read.getPhone().orElse(""))) {
            return refused(lines.rejected(Reason.PHONE_INVALID));
        }
        if (checks.isEmpty()) {
            return refused(lines.rejected(Reason.DUPLICATE_CHECK_INVALID));
        }
        if (read.getSettings().getCustomFields() && !form.get("entry_list_id").isEmpty()) {
            return refused(lines.entryListRefused());
        }
        if (callback && callbackTime.isEmpty()) {
            return refused(lines.rejected(Reason.CALLBACK_INVALID));
        }
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account.id())
                .setDialect(id())
                .setLead(read)
                .setNotes(notes)
                .build();
        return new Submission.Offered(account, ADD_LEAD, List.of(event), call);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (decisions.isEmpty()) {
            return undecided(offered, Undecided.NO_DECISION_IN_TIME);
        }
        LeadDecision decision = decisions.get(0);
        CrocoLines lines = lines(offered);
        if (decision.getOutcome() == DecisionOutcome.ACCEPTED) {
            return said(lines.accepted(decision));
        }
        return said(decision.getReasons().stream()
                .findFirst()
                .map(lines::rejected)
                .orElseGet(() -> lines.rejected(Reason.UNKNOWN)));
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        CrocoLines lines = lines(offered);
        return switch (why) {
            case NO_DECISION_IN_TIME ->
                Answer.text(503, lines.undecided("NO DECISION IN TIME, PLEASE TRY AGAIN") + "\n");
            case UNAVAILABLE ->
                Answer.text(503, lines.undecided("SYSTEM NOT AVAILABLE, PLEASE TRY AGAIN") + "\n")
                        .with("retry-after", "5");
            case TOO_MANY_REQUESTS ->
                Answer.text(429, lines.undecided("TOO MANY REQUESTS, PLEASE TRY AGAIN") + "\n")
                        .with("retry-after", "1");
        };
    }

    private static CrocoLines lines(Submission.Offered offered) {
        LeadEvent event = offered.events().get(0);
        Call call = offered.call();
        Form form = call.method().equals("GET") ? Form.ofQuery(call) : Form.of(call);
        return new CrocoLines(offered.account(), event.getLead().orElseThrow(), form, event.getNotes());
    }

    private static Map<String, String> customFields(Form form, List<String> notes) {
        Map<String, String> values = new LinkedHashMap<>();
        form.values().forEach((name, value) -> {
            if (!CrocoFields.documented(name) && !value.isBlank() && values.size() < MOST_CUSTOM_FIELDS) {
                values.put(name, value.strip());
            }
        });
        if (values.size() == MOST_CUSTOM_FIELDS) {
            notes.add("custom fields cut to " + MOST_CUSTOM_FIELDS);
        }
        return values;
    }

    private static Submission refused(String line) {
        return new Answered(said(line));
    }

    private static Answer said(String lines) {
        return Answer.text(200, lines + "\n");
    }
}
