package io.leadstream.dialect.croco;

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

class CrocoContractTest extends DialectContractTest {

    static final VendorAccount VENDOR = new VendorAccount("croco", Map.of("user", "6666", "pass", "1234"), Map.of());

    private static final String LOGIN = "user=6666&pass=1234&function=add_lead&source=test";
    private static final String EVERYTHING = LOGIN
            + "&phone_number=7275551111&phone_code=1&list_id=101&campaign_id=TESTCAMP&vendor_lead_code=V1&source_id=S1"
            + "&title=Mr&first_name=Bob&middle_initial=Q&last_name=Smith&address1=1+Main%20St&city=Clearwater&state=FL"
            + "&postal_code=33760&country_code=USA&gender=M&date_of_birth=1980-02-03&alt_phone=7275551112"
            + "&email=bob%40example.com&comments=hello&rank=5&owner=6666&multi_alt_phones=7275551212_1_work!7275551213_1_x"
            + "&dnc_check=Y&campaign_dnc_check=AREACODE&add_to_hopper=Y&hopper_priority=50&tz_method=POSTAL&callback=Y"
            + "&callback_datetime=2026-12-01+10:11:12&callback_type=USERONLY&callback_user=6666&custom_fields=Y&colour=blue"
            + "&duplicate_check=DUPLIST-DUPTITLEALTPHONESYS90DAY&list_exists_check=Y&lookup_state=Y";

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
    protected List<Call> calls() {
        return List.of(
                Talk.get("/API/lmapi.php", LOGIN + "&phone_number=7275551111"),
                Talk.get("/API/lmapi.php", EVERYTHING),
                Talk.post("/API/lmapi.php", "", Form.TYPE, EVERYTHING));
    }

    @Override
    protected List<Answer> answers() {
        return RecordedVicidialTest.answers();
    }
}
