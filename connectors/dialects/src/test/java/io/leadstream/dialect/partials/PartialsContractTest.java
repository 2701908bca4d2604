package io.leadstream.dialect.partials;

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
import java.util.regex.Pattern;

public class PartialsContractTest extends DialectContractTest {

    static final VendorAccount VENDOR =
            new VendorAccount("partials", Map.of("client_id", Talk.PARTIALS_CLIENT), Map.of("campaign_id", "1"));

    private static final Pattern LINE = Pattern.compile("Successfully imported lead '\\{[0-9]{1,19}}'\\."
            + "|!Failed importing lead\\. \\[[^\\[\\]\\p{Cntrl}]{1,4000}]|\\[cc_number [a-z :-]{1,99}]");

    @Override
    protected Dialect dialect() {
        return new Partials();
    }

    @Override
    protected FieldTable table() {
        return PartialsFields.TABLE;
    }

    /** The phone goes in the document's form, the campaign is the vendor's, the delay was served. */
    @Override
    protected Set<LeadField> notCarried() {
        return Set.of(LeadField.PHONE, LeadField.CAMPAIGN, LeadField.DELAY_SECONDS);
    }

    @Override
    protected VendorAccount vendor() {
        return VENDOR;
    }

    @Override
    protected Call call(Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("client_id", Talk.PARTIALS_CLIENT, "step", "first"));
        form.putAll(Map.of("campaign_id", "1", "fields_phone", "727-555-1111"));
        form.putAll(fields);
        return Talk.post(Partials.PATH, "", Form.TYPE, Form.encode(form));
    }

    @Override
    protected Map<String, String> sent(Call call) {
        return Form.of(call).values();
    }

    @Override
    protected List<String> faults(Answer answer) {
        return Shape.faultsOfLines(answer, LINE);
    }

    /** Our hold has served the delay. */
    @Override
    protected Lead asSent(Lead lead) {
        Lead.Builder sent = Lead.newBuilder(lead);
        sent.getSettingsBuilder().setDelaySeconds(0);
        return sent.build();
    }
}
