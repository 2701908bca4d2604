package io.leadstream.dialect.infocu5;

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
import java.util.List;
import java.util.Map;
import java.util.Set;

public class Infocu5ContractTest extends DialectContractTest {

    static final VendorAccount VENDOR = new VendorAccount(
            "infocu5", Map.of("affiliateID", "AFFILIATE001", "affiliateKey", Talk.INFOCU5_KEY), Map.of());

    @Override
    protected Dialect dialect() {
        return new Infocu5();
    }

    @Override
    protected FieldTable table() {
        return Infocu5Fields.TABLE;
    }

    @Override
    protected Set<LeadField> notCarried() {
        return Set.of();
    }

    @Override
    protected VendorAccount vendor() {
        return VENDOR;
    }

    /** Code 900 says it, with status 200 (rulings.md); too many requests are 429 everywhere. */
    @Override
    protected Set<Integer> undecidedStatuses() {
        return Set.of(200, 429);
    }

    @Override
    protected Call call(Map<String, String> fields) {
        ObjectNode lead = Json.object().put("leadPhone", "8885551212");
        fields.forEach(lead::put);
        return Talk.post(Infocu5.PATH, "", "application/json", Infocu5Examples.ENVELOPE + lead + "]}");
    }

    @Override
    protected Map<String, String> sent(Call call) {
        return Json.texts((ObjectNode)
                Json.object(call.body()).orElseThrow().path("leads").path(0));
    }

    @Override
    protected List<String> faults(Answer answer) {
        return Shape.faultsOfJson(answer, "responseCode");
    }
}
