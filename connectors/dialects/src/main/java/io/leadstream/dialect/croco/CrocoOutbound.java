package io.leadstream.dialect.croco;

import static io.leadstream.dialect.croco.CrocoFields.TABLE;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Outbound;
import io.leadstream.dialect.PersonName;
import io.leadstream.dialect.Phones;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Croco outbound: a lead as a posted form, and what the vendor's lines mean. */
final class CrocoOutbound implements Outbound {

    private static final Set<String> CAMPAIGN_PARAMETERS = Set.of("campaign_id", "campaign", "campaing");
    private static final Pattern BUSY = Pattern.compile("\\bbusy\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public boolean canVerify() {
        return true;
    }

    /** The call that adds a delivery's lead. */
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
        form.put("function", Croco.ADD_LEAD);
        form.putAll(TABLE.write(lead, instead(delivery, lead, account, notes), notes));
        renameCampaign(form, account);
        AltPhones.write(lead.getMultiAltPhones(), form, notes);
        lead.getSettings().getCallback().ifPresent(callback -> Callbacks.write(callback, form));
        writeCustomFields(lead, form, notes);
        String checks = duplicateChecks(delivery, lead, account);
        if (!checks.isEmpty()) {
            form.put("duplicate_check", checks);
        }
        byte[] body = Form.encode(form).getBytes(StandardCharsets.US_ASCII);
        return new Encoded.Send(new Call("POST", Croco.PATH, "", Map.of("content-type", Form.TYPE), body), notes);
    }

    /** What the vendor's answer means, whatever it is. */
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
        return BUSY.matcher(body).find() ? new Reply.Throttled(Optional.empty()) : ReplyTable.otherwise(answer);
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
        instead.putAll(PersonName.parts(lead));
        instead.put(LeadField.VENDOR_LEAD_CODE, Long.toString(delivery.getLeadId()));
        if (lead.getVendorLeadCode().isPresent()) {
            notes.add("vendor_lead_code is the lead's id, not the producer's code");
        }
        instead.put(LeadField.SOURCE, account.settings().getOrDefault("source", "leadstream"));
        String list = sentList(delivery, account);
        instead.put(LeadField.LIST_ID, list);
        if (list.isEmpty()) {
            notes.add("list_id left out: not 3 to 12 digits");
        }
        campaign(delivery, lead, account).ifPresent(campaign -> instead.put(LeadField.CAMPAIGN, campaign));
        instead.put(LeadField.PHONE, Phones.digits(lead));
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
}
