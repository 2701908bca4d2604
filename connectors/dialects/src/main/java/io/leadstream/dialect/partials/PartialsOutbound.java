package io.leadstream.dialect.partials;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.FieldTable;
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
import io.leadstream.schema.Lead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Partials outbound: a lead, or the withdrawal of one, as a posted form. */
final class PartialsOutbound implements Outbound {

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return switch (delivery.getKind()) {
            case SEND -> encode(delivery, account, PartialsFields.TABLE, Map.of());
            case WITHDRAW -> encode(delivery, account, PartialsFields.REJECT, Map.of("reject", "1"));
            case DIAL, UNKNOWN -> refused(ReplyTable.UNSUPPORTED);
        };
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return PartialsReplies.read(answer);
    }

    private static Encoded encode(
            Delivery delivery, VendorAccount account, FieldTable table, Map<String, String> beside) {
        Lead lead = delivery.getLead().orElseGet(() -> Lead.newBuilder().build());
        String phone = Phones.national(delivery, lead);
        if (!phone.matches("[0-9]{10}")) {
            return refused(ReplyTable.INVALID);
        }
        List<String> notes = new ArrayList<>();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", account.credentials().getOrDefault("client_id", ""));
        form.put("step", "first");
        form.putAll(table.write(lead, instead(delivery, lead, account, phone), notes));
        if (delivery.getKind() == DeliveryKind.SEND) {
            CardNumber.write(PartialsFields.CARD, delivery, account, notes)
                    .ifPresent(number -> form.put(PartialsFields.CARD, number));
        }
        form.putAll(beside);
        boolean confirms = PartialsFields.ORDER_CONFIRMATION.equals(form.get("list_name"));
        boolean lacks = table.rows().stream().anyMatch(row -> row.required() && !form.containsKey(row.name()));
        if (lacks || (confirms && !form.containsKey("crm_order_id"))) {
            return refused(ReplyTable.INVALID);
        }
        byte[] body = Form.encode(form).getBytes(StandardCharsets.US_ASCII);
        return new Encoded.Send(new Call("POST", Partials.PATH, "", Map.of("content-type", Form.TYPE), body), notes);
    }

    /** Our hold has served the delay; campaign and list may be the vendor's; the phone is in the document's form. */
    private static Map<LeadField, String> instead(Delivery delivery, Lead lead, VendorAccount account, String phone) {
        Map<LeadField, String> instead = new EnumMap<>(LeadField.class);
        instead.putAll(PersonName.parts(lead));
        instead.put(LeadField.DELAY_SECONDS, "");
        instead.put(LeadField.PHONE, phone.substring(0, 3) + "-" + phone.substring(3, 6) + "-" + phone.substring(6));
        instead.put(
                LeadField.CAMPAIGN,
                Stream.of(
                                account.settings().getOrDefault("campaign_id", ""),
                                lead.getCampaign().orElse(""),
                                delivery.getCampaign().orElse(""))
                        .filter(campaign -> campaign.matches("[0-9]{1,18}"))
                        .findFirst()
                        .orElse(""));
        String list = account.settings().getOrDefault("list_name", "");
        if (!list.isEmpty()) {
            instead.put(LeadField.LIST_NAME, list);
        }
        return instead;
    }

    private static Encoded refused(String reason) {
        return new Encoded.Refuse(Reply.Rejected.because(reason));
    }

    @Override
    public boolean canWithdraw() {
        return true;
    }
}
