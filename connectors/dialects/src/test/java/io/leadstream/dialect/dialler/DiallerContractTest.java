package io.leadstream.dialect.dialler;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.DialectContractTest;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import java.util.List;
import java.util.Map;
import java.util.Set;

class DiallerContractTest extends DialectContractTest {

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
    protected List<Call> calls() {
        String all = """
                {"first_name":"John","surname":"Doe","mobile":"07840258823","email":"john@example.com","type":"motor-trade",
                 "subtype":"valeter","other_phone":"07840258824","delays":600,
                 "data":"{\\"vehicle_make\\":\\"Ford\\",\\"addresss\\":\\"123 Greenacre Road\\"}"}""";
        return List.of(
                Talk.post("/lead/add", "key=demo-key", "application/json", all),
                Talk.post(
                        "/lead/cancel",
                        "key=demo-key",
                        "application/json",
                        "{\"mobile\":\"07840258823\",\"type\":\"motor-trade\"}"));
    }

    @Override
    protected List<Answer> answers() {
        return List.of(
                Answer.json(200, "{\"saved\": true, \"processed\": true}"),
                Answer.json(200, "{\"saved\": true, \"processed\": false, \"error\": \"Existing Contact\"}"),
                Answer.json(400, "{\"email\": {\"0\": \"Email cannot be blank.\"}}"),
                Answer.json(200, "{\"cancelled\": false, \"warning\": server error (call group)}"),
                Answer.text(500, "Internal Server Error"));
    }
}
