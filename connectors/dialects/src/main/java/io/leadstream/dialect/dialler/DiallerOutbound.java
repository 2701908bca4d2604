package io.leadstream.dialect.dialler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Outbound;
import io.leadstream.dialect.PersonName;
import io.leadstream.dialect.Phones;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Dialler outbound: a lead, or the cancel of one, as a posted JSON object. */
final class DiallerOutbound implements Outbound {

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return switch (delivery.getKind()) {
            case SEND -> encode(delivery, account, Dialler.ADD, DiallerFields.ADD);
            case WITHDRAW -> encode(delivery, account, Dialler.CANCEL, DiallerFields.CANCEL);
            case DIAL, UNKNOWN -> new Encoded.Refuse(Reply.Rejected.because(ReplyTable.UNSUPPORTED));
        };
    }

    private static Encoded encode(Delivery delivery, VendorAccount account, String function, FieldTable table) {
        Lead lead = delivery.getLead().orElseGet(() -> Lead.newBuilder().build());
        List<String> notes = new ArrayList<>();
        ObjectNode body = Json.object();
        table.write(lead, instead(delivery, lead, account), notes).forEach(body::put);
        // The vendor would refuse what our own reading refuses.
        if (!DiallerFields.read(table, body).failures().isEmpty()) {
            return new Encoded.Refuse(Reply.Rejected.because(ReplyTable.INVALID));
        }
        String key = Form.encode(Map.of("key", account.credentials().getOrDefault("key", "")));
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("content-type", "application/json", "cache-control", "no-cache");
        return new Encoded.Send(new Call("POST", "/" + function, key, headers, json), notes);
    }

    /** Our hold has served the delay; the type may be the vendor's; a foreign number says its calling code. */
    private static Map<LeadField, String> instead(Delivery delivery, Lead lead, VendorAccount account) {
        Map<String, String> settings = account.settings();
        Map<LeadField, String> instead = new EnumMap<>(LeadField.class);
        instead.putAll(PersonName.parts(lead));
        instead.put(LeadField.DELAY_SECONDS, "");
        String type = lead.getType().filter(t -> !t.isBlank()).orElse(settings.getOrDefault("default_type", ""));
        instead.put(LeadField.TYPE, settings.getOrDefault("type", type));
        if (Phones.isForeign(lead, account)) {
            instead.put(LeadField.PHONE, "+" + delivery.getPhone());
        }
        return instead;
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return switch (delivery.getKind()) {
            case SEND, DIAL, UNKNOWN -> DiallerReplies.added(answer);
            case WITHDRAW -> DiallerReplies.cancelled(answer);
        };
    }

    @Override
    public boolean canWithdraw() {
        return true;
    }
}
