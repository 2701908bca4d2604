package io.leadstream.dialect.tally;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

class TallyContractTest extends DialectContractTest {

    private static final Pattern LINE = Pattern.compile("OK [0-9]{1,19}|NO [a-z ]{1,99}");

    @Override
    protected Dialect dialect() {
        return new Tally();
    }

    @Override
    protected FieldTable table() {
        return TallyFields.TABLE;
    }

    @Override
    protected Set<LeadField> notCarried() {
        return Set.of();
    }

    @Override
    protected VendorAccount vendor() {
        return new VendorAccount("tally", Map.of("key", Talk.DIALLER_KEY), Map.of());
    }

    @Override
    protected Call call(Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("key", Talk.DIALLER_KEY, "phone", "07840258823"));
        form.putAll(fields);
        return Talk.post(Tally.PATH, "", Form.TYPE, Form.encode(form));
    }

    @Override
    protected Map<String, String> sent(Call call) {
        return Form.of(call).values();
    }

    @Override
    protected List<String> faults(Answer answer) {
        return Shape.faultsOfLines(answer, LINE);
    }
}
