package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Outbound;
import io.leadstream.dialect.PersonName;
import io.leadstream.dialect.Phones;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.Report;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Infocu5 outbound: a lead as an addLeads of one. */
final class Infocu5Outbound implements Outbound {

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        Optional<Lead> given = delivery.getLead();
        if (delivery.getKind() != DeliveryKind.SEND || given.isEmpty()) {
            return refused(ReplyTable.UNSUPPORTED);
        }
        Lead lead = given.get();
        String campaign = account.settings().getOrDefault("campaign_id", campaign(delivery, lead));
        String list =
                account.settings().getOrDefault("list_id", delivery.getListId().orElse(""));
        if (campaign.isBlank()
                || list.isBlank()
                || !PhoneIdentity.isPhone(lead.getPhone().orElse(""))) {
            return refused(ReplyTable.INVALID);
        }
        List<String> notes = new ArrayList<>();
        ObjectNode body = Json.object()
                .put("affiliateID", account.credentials().getOrDefault("affiliateID", ""))
                .put("affiliateKey", account.credentials().getOrDefault("affiliateKey", ""))
                .put("dialerFunction", Infocu5.ADD_LEADS)
                .put("campaignID", campaign)
                .put("listID", list);
        ObjectNode fields = body.putArray("leads").addObject();
        Infocu5Fields.TABLE.write(lead, instead(delivery, lead, account), notes).forEach(fields::put);
        if (!lead.getProducts().isEmpty()) {
            ArrayNode products = fields.putArray(Infocu5Fields.PRODUCTS);
            lead.getProducts().forEach(products::add);
        }
        CardNumber.write(Infocu5Fields.CARD, delivery, account, notes)
                .ifPresent(number -> fields.put(Infocu5Fields.CARD, number));
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("content-type", "application/json");
        return new Encoded.Send(new Call("POST", Infocu5.PATH, "", headers, json), notes);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return Infocu5Replies.read(answer);
    }

    private static String campaign(Delivery delivery, Lead lead) {
        return lead.getCampaign()
                .filter(campaign -> !campaign.isBlank())
                .or(delivery::getCampaign)
                .orElse("");
    }

    /** The phone in digits; a foreign number says its calling code. */
    private static Map<LeadField, String> instead(Delivery delivery, Lead lead, VendorAccount account) {
        Map<LeadField, String> instead = new EnumMap<>(LeadField.class);
        instead.putAll(PersonName.parts(lead));
        instead.put(LeadField.PHONE, Phones.isForeign(lead, account) ? "+" + delivery.getPhone() : Phones.digits(lead));
        return instead;
    }

    private static Encoded refused(String reason) {
        return new Encoded.Refuse(Reply.Rejected.because(reason));
    }

    @Override
    public Optional<Call> ask(Question question, VendorAccount account) {
        return Optional.of(Infocu5Questions.ask(question, account));
    }

    @Override
    public Report report(Answer answer, Question question, VendorAccount account, Instant heardAt) {
        return Infocu5Reports.read(answer, question, account, heardAt);
    }
}
