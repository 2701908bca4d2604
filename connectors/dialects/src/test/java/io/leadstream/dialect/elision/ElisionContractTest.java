package io.leadstream.dialect.elision;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.DialectContractTest;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Shape;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Lead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class ElisionContractTest extends DialectContractTest {

    static final VendorAccount VENDOR =
            new VendorAccount("elision", Map.of("user", "6666", "pass", Talk.CROCO_PASS), Map.of());

    @Override
    protected Dialect dialect() {
        return new Elision();
    }

    @Override
    protected FieldTable table() {
        return ElisionFields.TABLE;
    }

    @Override
    protected Set<LeadField> notCarried() {
        return Set.of(LeadField.SOURCE);
    }

    @Override
    protected VendorAccount vendor() {
        return VENDOR;
    }

    @Override
    protected Call call(Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("user", "6666", "pass", Talk.CROCO_PASS));
        form.putAll(Map.of("action", "add_lead", "source", "test", "phone_number", "1234567890", "custom_fields", "Y"));
        form.putAll(fields);
        return Talk.post(Elision.PATH, "", Form.TYPE, Form.encode(form));
    }

    @Override
    protected Map<String, String> sent(Call call) {
        return Form.of(call).values();
    }

    @Override
    protected List<String> faults(Answer answer) {
        return Shape.faultsOfJson(answer, "success", "status", "lead 1");
    }

    /** A mobile number that has not ten digits is left out. */
    @Override
    protected Lead asSent(Lead lead) {
        Lead.Builder sent = Lead.newBuilder(lead);
        if (lead.getMobile().filter(mobile -> mobile.length() != 10).isPresent()) {
            sent.clearMobile();
        }
        return sent.build();
    }
}
