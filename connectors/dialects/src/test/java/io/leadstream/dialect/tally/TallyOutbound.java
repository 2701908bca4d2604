package io.leadstream.dialect.tally;

import static io.leadstream.dialect.ReplyTable.row;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Outbound;
import io.leadstream.dialect.Phones;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Lead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tally outbound: a lead as a posted form, and what OK and NO mean. */
final class TallyOutbound implements Outbound {

    private static final ReplyTable<String> REFUSALS = ReplyTable.of(
            row("duplicate check", Rejected.because(ReplyTable.INVALID)),
            row("duplicate", Rejected.because(ReplyTable.DUPLICATE)),
            row("phone", Rejected.because(ReplyTable.INVALID)),
            row("key", new Reply.Failed("login refused", true)),
            row("later", new Reply.Unknown("no decision")));

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        Optional<Lead> lead = delivery.getLead();
        if (delivery.getKind() != DeliveryKind.SEND || lead.isEmpty()) {
            return new Encoded.Refuse(Rejected.because(ReplyTable.UNSUPPORTED));
        }
        List<String> notes = new ArrayList<>();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("key", account.credentials().getOrDefault("key", ""));
        Map<LeadField, String> instead = Map.of(LeadField.PHONE, Phones.digits(lead.get()));
        form.putAll(TallyFields.TABLE.write(lead.get(), instead, notes));
        byte[] body = Form.encode(form).getBytes(StandardCharsets.US_ASCII);
        return new Encoded.Send(new Call("POST", Tally.PATH, "", Map.of("content-type", Form.TYPE), body), notes);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        String said = answer.text().strip();
        if (said.matches("OK [0-9]{1,19}")) {
            return new Reply.Accepted(Optional.of(said.substring(3)), List.of());
        }
        return ReplyTable.busy(answer)
                .or(() -> said.startsWith("NO ")
                        ? REFUSALS.find(said.substring(3), said)
                                .or(() -> Optional.of(Rejected.because(ReplyTable.REFUSED)))
                        : Optional.empty())
                .orElseGet(() -> ReplyTable.otherwise(answer));
    }
}
