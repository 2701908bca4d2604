package io.leadstream.dialect.partials;

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

class PartialsContractTest extends DialectContractTest {

    static final VendorAccount VENDOR =
            new VendorAccount("partials", Map.of("client_id", Talk.PARTIALS_CLIENT), Map.of("campaign_id", "1"));

    private static final String EVERYTHING = "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-1111"
            + "&product_name=Widget&fields_fname=Bob&fields_lname=Smith&shipping_street_address=1+Main%20St"
            + "&shipping_city=Clearwater&shipping_state=FL&shipping_zip=337601234&shipping_country=United+States"
            + "&billing_street_address=2+Side+St&billing_city=Charlotte&billing_state=NC&billing_zip=28208"
            + "&billing_country=US&country_code=1&fields_email=bob%40example.com&offer_id=SKU1&lead_id=L1&ip=192.0.2.1"
            + "&hostname=host&browser=Mozilla&referer=http://example.com/&delay=30&aff_id=A1&subaff_id=A2"
            + "&crm_prospect_id=P1&crm_order_id=O1&crm_campaign_id=C1&crm_product_id=R1&crm_amount=9.99"
            + "&crm_campaign_name=Spring&crm_product_name=Widget&list_name=OC";

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
    protected List<Call> calls() {
        return List.of(
                Talk.post("/mgr.php", "", Form.TYPE, EVERYTHING),
                Talk.post(
                        "/mgr.php",
                        "",
                        Form.TYPE,
                        "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-1111&reject=1"));
    }

    @Override
    protected List<Answer> answers() {
        return List.of(
                Answer.text(200, "Successfully imported lead '{12345}'."),
                Answer.text(200, "!Failed importing lead. [duplicate lead]"),
                Answer.text(200, "!Failed importing lead. [Debug Information]"));
    }
}
