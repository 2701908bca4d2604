package io.leadstream.dialect.partials;

import static io.leadstream.dialect.FieldTable.row;

import io.leadstream.dialect.Codec;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.LeadField;
import io.leadstream.schema.PhoneIdentity;
import java.util.Optional;

/** The fields of the form that are one text each, in the document's order (000_cd0a9381579b89af.txt). */
final class PartialsFields {

    /** The list of orders to confirm, which must name the order. */
    static final String ORDER_CONFIRMATION = "OC";

    /** The card number, which is no text of a lead: it travels sealed. */
    static final String CARD = "cc_number";

    static final String DEFAULT_LIST = "TEST";

    /** The lists that the document names, in any case. */
    static final Codec LIST = Codec.of(
            "TEST", "TEST",
            "WINBACK", "WINBACK",
            "LIVEPARTIALS", "LIVEPARTIALS",
            "DECLINED", "DECLINED",
            "OC", "OC");

    private static final long SECONDS_A_MINUTE = 60;
    private static final Codec NUMERIC = new Codec(PartialsFields::numeric, PartialsFields::numeric);
    private static final Codec CALLING_CODE = new Codec(PartialsFields::callingCode, PartialsFields::callingCode);
    private static final Codec MINUTES = new Codec(PartialsFields::seconds, PartialsFields::minutes);
    private static final Codec ZIP = new Codec(PartialsFields::plusFour, zip -> Optional.of(nineDigits(zip)));

    static final FieldTable TABLE = FieldTable.of(
            row("product_name", LeadField.PRODUCT_NAME).most(255),
            row("fields_fname", LeadField.FIRST_NAME).most(32),
            row("fields_lname", LeadField.LAST_NAME).most(32),
            row("shipping_street_address", LeadField.ADDRESS1).most(64),
            row("shipping_city", LeadField.CITY).most(64),
            row("shipping_state", LeadField.STATE).most(2).orNothing(),
            row("shipping_zip", LeadField.POSTAL_CODE).as(ZIP).most(9).orNothing(),
            row("shipping_country", LeadField.COUNTRY).as(Codec.COUNTRY_NAME).most(64),
            row("billing_street_address", LeadField.BILLING_ADDRESS1).most(64),
            row("billing_city", LeadField.BILLING_CITY).most(64),
            row("billing_state", LeadField.BILLING_STATE).most(2).orNothing(),
            row("billing_zip", LeadField.BILLING_POSTAL_CODE).as(ZIP).most(9).orNothing(),
            row("billing_country", LeadField.BILLING_COUNTRY)
                    .as(Codec.COUNTRY_NAME)
                    .most(64),
            row("fields_phone", LeadField.PHONE).most(32).need(),
            row("country_code", LeadField.CALLING_CODE).as(CALLING_CODE),
            row("fields_email", LeadField.EMAIL).most(255),
            row("campaign_id", LeadField.CAMPAIGN).as(NUMERIC).need(),
            row("offer_id", LeadField.OFFER_ID),
            row("lead_id", LeadField.PRODUCER_LEAD_ID),
            row("ip", LeadField.IP),
            row("hostname", LeadField.HOSTNAME),
            row("browser", LeadField.BROWSER),
            row("referer", LeadField.REFERER),
            row("delay", LeadField.DELAY_SECONDS).as(MINUTES),
            row("aff_id", LeadField.AFFILIATE_ID),
            row("subaff_id", LeadField.SUB_AFFILIATE_ID),
            row("crm_prospect_id", LeadField.PROSPECT_ID),
            row("crm_order_id", LeadField.ORDER_ID),
            row("crm_campaign_id", LeadField.CRM_CAMPAIGN_ID),
            row("crm_product_id", LeadField.CRM_PRODUCT_ID),
            row("crm_amount", LeadField.CRM_AMOUNT),
            row("crm_campaign_name", LeadField.CRM_CAMPAIGN_NAME).most(64),
            row("crm_product_name", LeadField.CRM_PRODUCT_NAME).most(64),
            row("list_name", LeadField.LIST_NAME).as(LIST));

    /** What a withdrawal says. */
    static final FieldTable REJECT = FieldTable.of(
            row("fields_phone", LeadField.PHONE).most(32).need(),
            row("country_code", LeadField.CALLING_CODE).as(CALLING_CODE),
            row("campaign_id", LeadField.CAMPAIGN).as(NUMERIC).need());

    private PartialsFields() {}

    /** A value that may not be given as it was, in words that say what it may be. */
    static String unreadable(String name) {
        return switch (name) {
            case "campaign_id" -> "campaign_id must be numeric";
            case "country_code" -> "country_code must be a dialing code of 1 to 4 digits";
            case "delay" -> "delay must be a whole number of minutes";
            case "list_name" -> "list_name must be TEST, WINBACK, LIVEPARTIALS, DECLINED or OC";
            default -> name + " is not valid";
        };
    }

    private static Optional<String> numeric(String text) {
        return Optional.of(text).filter(id -> id.matches("[0-9]{1,18}"));
    }

    private static Optional<String> callingCode(String text) {
        String code = PhoneIdentity.digits(text).replaceFirst("^00", "");
        return Optional.of(code).filter(digits -> digits.matches("[0-9]{1,4}"));
    }

    private static Optional<String> seconds(String minutes) {
        return minutes.matches("[0-9]{1,9}")
                ? Optional.of(Long.toString(Long.parseLong(minutes) * SECONDS_A_MINUTE))
                : Optional.empty();
    }

    private static Optional<String> minutes(String seconds) {
        return seconds.matches("[0-9]{1,12}")
                ? Optional.of(Long.toString(Math.ceilDiv(Long.parseLong(seconds), SECONDS_A_MINUTE)))
                : Optional.empty();
    }

    /** A ZIP+4 has nine characters without its dash, which is all that the field holds; it is kept with it. */
    private static Optional<String> plusFour(String zip) {
        return Optional.of(zip.matches("[0-9]{9}") ? zip.substring(0, 5) + "-" + zip.substring(5) : zip);
    }

    private static String nineDigits(String zip) {
        return zip.matches("[0-9]{5}-[0-9]{4}") ? zip.replace("-", "") : zip;
    }
}
