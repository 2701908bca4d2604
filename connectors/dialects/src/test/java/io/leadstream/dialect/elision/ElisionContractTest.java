package io.leadstream.dialect.elision;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.DialectContractTest;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ElisionContractTest extends DialectContractTest {

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
    protected List<Call> calls() {
        return List.of(
                Talk.get(Elision.PATH, ElisionExamples.ADD_LEAD),
                Talk.post(Elision.PATH, "", Form.TYPE, ElisionExamples.ADD_MULTI_LEAD),
                Talk.get(Elision.PATH, ElisionExamples.MANUAL_DIAL));
    }

    @Override
    protected List<Answer> answers() {
        return List.of(
                Answer.json(200, ElisionExamples.LEAD_CREATED),
                Answer.json(200, ElisionExamples.RECORDS_CREATED),
                Answer.json(200, ElisionExamples.DIAL_SET),
                Answer.json(200, "{\"success\":\"false\",\"message\":\"add_lead LIST ID NOT FOUND IN SYSTEM\"}"),
                Answer.json(200, "{\"status\":\"false\",\"message\":\"PLEASE ENTER ACTION VALUE\"}"));
    }
}
