package io.leadstream.dialect.croco;

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
import io.leadstream.schema.Callback;
import io.leadstream.schema.Lead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

public class CrocoContractTest extends DialectContractTest {

    static final VendorAccount VENDOR = new VendorAccount("croco", Map.of("user", "6666", "pass", "1234"), Map.of());

    private static final Pattern LINE = Pattern.compile("(SUCCESS|NOTICE|ERROR): [^\\p{Cntrl}]{1,40000}");

    @Override
    protected Dialect dialect() {
        return new Croco();
    }

    @Override
    protected FieldTable table() {
        return CrocoFields.TABLE;
    }

    @Override
    protected Set<LeadField> notCarried() {
        return Set.of(LeadField.VENDOR_LEAD_CODE, LeadField.SOURCE, LeadField.ENTRY_LIST_ID);
    }

    @Override
    protected VendorAccount vendor() {
        return VENDOR;
    }

    @Override
    protected Call call(Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("user", "6666", "pass", Talk.CROCO_PASS));
        form.putAll(Map.of("function", "add_lead", "source", "test", "phone_number", "7275551111"));
        if (fields.containsKey("hopper_priority")) {
            // It counts with the hopper alone.
            form.put("add_to_hopper", "Y");
        }
        form.putAll(fields);
        return Talk.post(Croco.PATH, "", Form.TYPE, Form.encode(form));
    }

    @Override
    protected Map<String, String> sent(Call call) {
        return Form.of(call).values();
    }

    @Override
    protected List<String> faults(Answer answer) {
        return Shape.faultsOfLines(answer, LINE);
    }

    /** Our id goes as the vendor's code, and a callback has waited for its time. */
    @Override
    protected Lead asSent(Lead lead) {
        Lead.Builder sent = Lead.newBuilder(lead).setVendorLeadCode(Long.toString(Talk.LEAD_ID));
        lead.getSettings()
                .getCallback()
                .ifPresent(callback -> sent.getSettingsBuilder()
                        .setCallback(Callback.newBuilder(callback).setAt("NOW").build()));
        return sent.build();
    }

    @Override
    protected List<Answer> answers() {
        return RecordedVicidialTest.answers();
    }
}
