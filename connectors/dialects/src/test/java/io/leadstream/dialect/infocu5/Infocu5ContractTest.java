package io.leadstream.dialect.infocu5;

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

class Infocu5ContractTest extends DialectContractTest {

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
    protected List<Call> calls() {
        return List.of(
                Talk.post("/dialer/", "", "application/json", Infocu5Examples.ADD_LEADS),
                Talk.post("/dialer/", "", "application/json", Infocu5Examples.ADD_TWO));
    }

    @Override
    protected List<Answer> answers() {
        return List.of(
                Answer.json(
                        200,
                        "{\"responseCode\": 1, \"responseMessage\": \"Success\", \"responseDetails\": [{\"leadID\": \"7\","
                                + " \"responseCode\": 1, \"responseMessage\": \"Success\"}]}"),
                Answer.json(
                        200,
                        "{\"responseCode\": 1, \"responseMessage\": \"Success\", \"responseDetails\": [{\"leadID\": \"\","
                                + " \"responseCode\": 80, \"responseMessage\": \"Duplicate lead\"}]}"),
                Answer.json(
                        200,
                        "{\"responseCode\": 100, \"responseMessage\": \"Invalid ID and Transaction Key combination\"}"));
    }
}
