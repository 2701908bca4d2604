package io.leadstream.dialect.elision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Several add_lead calls as one add_multi_lead, as many as the vendor's setting {@code batch_size} says. */
record ElisionBatching(int most, VendorAccount account) implements Batching {

    private static final int MOST = 100;

    /** What the call says once, whatever its leads are. */
    private static final Set<String> ONCE = Set.of("action", "source", "custom_fields", "user", "pass");

    static Optional<ElisionBatching> of(VendorAccount account) {
        String size = account.settings().getOrDefault("batch_size", "1").strip();
        int most = size.matches("[0-9]{1,3}") ? Math.min(Integer.parseInt(size), MOST) : 1;
        return most < 2 ? Optional.empty() : Optional.of(new ElisionBatching(most, account));
    }

    /** The list that the vendor sees. */
    @Override
    public Optional<String> group(Delivery delivery) {
        return delivery.getKind() == DeliveryKind.SEND
                ? Optional.of(account.settings()
                        .getOrDefault("list_id", delivery.getListId().orElse("")))
                : Optional.empty();
    }

    @Override
    public Call join(List<Call> calls) {
        Map<String, String> form = new LinkedHashMap<>();
        ArrayNode leads = Json.array();
        for (Call call : calls) {
            var lead = leads.addObject();
            Form.of(call).values().forEach((name, value) -> {
                if (ONCE.contains(name)) {
                    form.putIfAbsent(name, value);
                } else {
                    lead.put(name, value);
                }
            });
        }
        form.put("action", Elision.ADD_MULTI_LEAD);
        form.put("multi_leads", leads.toString());
        Call first = calls.get(0);
        byte[] body = Form.encode(form).getBytes(StandardCharsets.US_ASCII);
        return new Call(first.method(), first.path(), first.query(), first.headers(), body);
    }

    @Override
    public List<Reply> read(Answer answer, int leads) {
        return ElisionReplies.readEach(answer, leads);
    }
}
