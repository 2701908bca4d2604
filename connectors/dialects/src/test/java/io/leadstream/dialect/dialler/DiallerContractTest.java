package io.leadstream.dialect.dialler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.DialectContractTest;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Shape;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Lead;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class DiallerContractTest extends DialectContractTest {

    static final VendorAccount VENDOR = new VendorAccount("dialler", Map.of("key", Talk.DIALLER_KEY), Map.of());

    @Override
    protected Dialect dialect() {
        return new Dialler();
    }

    @Override
    protected FieldTable table() {
        return DiallerFields.ADD;
    }

    @Override
    protected Set<LeadField> notCarried() {
        return Set.of(LeadField.DELAY_SECONDS);
    }

    @Override
    protected VendorAccount vendor() {
        return VENDOR;
    }

    @Override
    protected Call call(Map<String, String> fields) {
        ObjectNode lead = Json.object()
                .put("email", "john@example.com")
                .put("first_name", "John")
                .put("surname", "Doe")
                .put("mobile", "07840258823")
                .put("type", "motor-trade");
        fields.forEach(lead::put);
        return Talk.post("/lead/add", "key=demo-key", "application/json", lead.toString());
    }

    @Override
    protected Map<String, String> sent(Call call) {
        return Json.texts(Json.object(call.body()).orElseThrow());
    }

    @Override
    protected List<String> faults(Answer answer) {
        return answer.status() == 400
                ? Shape.faultsOfJson(
                        answer,
                        "error",
                        "email",
                        "first_name",
                        "surname",
                        "mobile",
                        "type",
                        "subtype",
                        "other_phone",
                        "data",
                        "delays")
                : Shape.faultsOfJson(answer, "saved", "test", "cancelled", "error");
    }

    /** Our hold has served the delay. */
    @Override
    protected Lead asSent(Lead lead) {
        Lead.Builder sent = Lead.newBuilder(lead);
        sent.getSettingsBuilder().setDelaySeconds(0);
        return sent.build();
    }
}
