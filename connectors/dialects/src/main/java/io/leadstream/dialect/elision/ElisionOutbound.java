package io.leadstream.dialect.elision;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.DialReply;
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
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elision outbound: a lead as add_lead, a dial as manual_dial, always a posted form. */
final class ElisionOutbound implements Outbound {

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return switch (delivery.getKind()) {
            case SEND ->
                delivery.getLead()
                        .map(lead -> addLead(delivery, lead, account))
                        .orElseGet(() -> refused(ReplyTable.INVALID));
            case DIAL ->
                delivery.getDial().map(dial -> manualDial(dial, account)).orElseGet(() -> refused(ReplyTable.INVALID));
            case WITHDRAW, UNKNOWN -> refused(ReplyTable.UNSUPPORTED);
        };
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return ElisionReplies.read(answer, delivery.getKind());
    }

    private static Encoded addLead(Delivery delivery, Lead lead, VendorAccount account) {
        List<String> notes = new ArrayList<>();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("action", Elision.ADD_LEAD);
        form.putAll(ElisionFields.TABLE.write(lead, instead(delivery, lead, account, notes), notes));
        if (!PhoneIdentity.isPhone(form.getOrDefault("phone_number", ""))) {
            return refused(ReplyTable.INVALID);
        }
        String url = form.remove(ElisionFields.LEAD_URL);
        if (url != null) {
            boolean asTables =
                    ElisionFields.LEAD_URL_OF_TABLES.equals(account.settings().get("lead_url_parameter"));
            form.put(asTables ? ElisionFields.LEAD_URL_OF_TABLES : ElisionFields.LEAD_URL, url);
        }
        return send(form, notes, account);
    }

    private static Map<LeadField, String> instead(
            Delivery delivery, Lead lead, VendorAccount account, List<String> notes) {
        Map<LeadField, String> instead = new EnumMap<>(LeadField.class);
        instead.put(LeadField.SOURCE, source(account));
        instead.put(LeadField.PHONE, Phones.isForeign(lead, account) ? delivery.getPhone() : Phones.digits(lead));
        String list =
                account.settings().getOrDefault("list_id", delivery.getListId().orElse(""));
        boolean fits = list.matches("[0-9]{3,12}");
        instead.put(LeadField.LIST_ID, fits ? list : "");
        if (!fits) {
            notes.add("list_id left out: not 3 to 12 digits");
        }
        instead.put(LeadField.CUSTOM_FIELDS, "true");
        PersonName.whole(lead).ifPresent(name -> instead.put(LeadField.FULL_NAME, name));
        return instead;
    }

    private static Encoded manualDial(DialRequest dial, VendorAccount account) {
        List<String> notes = new ArrayList<>();
        String value = Phones.digits(dial.getPhone(), dial.getCallingCode());
        if (value.isEmpty() || !PhoneIdentity.isPhone(value)) {
            return refused(dial.getPhone().isBlank() ? DialReply.VALUE_BLANK : DialReply.VALUE_INVALID);
        }
        if (dial.getAgentUser().isBlank()) {
            return refused(DialReply.NOT_LOGGED_IN);
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("action", Elision.MANUAL_DIAL);
        form.put("source", dialSource(dial, account));
        form.put("agent_user", dial.getAgentUser());
        form.put("value", value);
        form.put("search", yes(dial.getSearch()));
        form.put("preview", yes(dial.getPreview()));
        form.put("focus", yes(dial.getFocus()));
        dial.getCallingCode().filter(code -> !code.isBlank()).ifPresent(code -> form.put("phone_code", code));
        Optional<String> prospect = dial.getProspectId().filter(id -> !id.isBlank());
        if (prospect.filter(id -> id.length() > ElisionFields.PROSPECT_MOST).isPresent()) {
            notes.add("prospects_id left out: longer than " + ElisionFields.PROSPECT_MOST);
        } else {
            prospect.ifPresent(id -> form.put("prospects_id", id));
        }
        return send(form, notes, account);
    }

    /** The vendor's own source if its settings name one; else the caller's. */
    private static String dialSource(DialRequest dial, VendorAccount account) {
        boolean callers = !dial.getSource().isBlank()
                && dial.getSource().length() <= ElisionFields.SOURCE_MOST
                && !account.settings().containsKey("source");
        return callers ? dial.getSource() : source(account);
    }

    private static String source(VendorAccount account) {
        return account.settings().getOrDefault("source", "leadstream");
    }

    private static String yes(boolean given) {
        return given ? "YES" : "NO";
    }

    /** Credentials go as parameters, or as HTTP Basic where the setting {@code auth} says basic. */
    private static Encoded send(Map<String, String> form, List<String> notes, VendorAccount account) {
        String user = account.credentials().getOrDefault("user", "");
        String pass = account.credentials().getOrDefault("pass", "");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", Form.TYPE);
        if ("basic".equals(account.settings().get("auth"))) {
            byte[] pair = (user + ":" + pass).getBytes(StandardCharsets.UTF_8);
            headers.put("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        } else {
            form.put("user", user);
            form.put("pass", pass);
        }
        byte[] body = Form.encode(form).getBytes(StandardCharsets.US_ASCII);
        return new Encoded.Send(new Call("POST", Elision.PATH, "", Map.copyOf(headers), body), notes);
    }

    private static Encoded refused(String reason) {
        return new Encoded.Refuse(Reply.Rejected.because(reason));
    }

    @Override
    public Optional<Batching> batching(VendorAccount account) {
        return ElisionBatching.of(account).map(batching -> batching);
    }
}
