package io.leadstream.dialect.elision;

import static io.leadstream.dialect.FieldTable.row;

import io.leadstream.dialect.Codec;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.LeadField;
import io.leadstream.schema.PhoneIdentity;
import java.util.Optional;

/** The parameters of a lead, alone or in multi_leads, in the document's order (003_a1483199de05c880.txt). */
final class ElisionFields {

    /** The two spellings of one parameter: that of the samples, and that of the tables. */
    static final String LEAD_URL = "LeadformURL";

    static final String LEAD_URL_OF_TABLES = "LeadfromURL";
    static final int PROSPECT_MOST = 36;
    static final int SOURCE_MOST = 20;

    /** Ten digits when sent; whatever was given when read, since the samples break the limit. */
    private static final Codec TEN_DIGITS = new Codec(
            Optional::of, text -> Optional.of(PhoneIdentity.digits(text)).filter(d -> d.length() == 10));

    static final FieldTable TABLE = FieldTable.of(
            row("source", LeadField.SOURCE).most(SOURCE_MOST).need(),
            row("phone_number", LeadField.PHONE).as(Codec.DIGITS).need(),
            row("list_id", LeadField.LIST_ID),
            row("custom_fields", LeadField.CUSTOM_FIELDS).as(Codec.YES_NO).need(),
            row("prospects_id", LeadField.PROSPECT_ID).most(PROSPECT_MOST).orNothing(),
            row("CustomerName", LeadField.FULL_NAME).most(100),
            row("MobileNo", LeadField.MOBILE).as(TEN_DIGITS),
            row("EnquirySource", LeadField.ENQUIRY_SOURCE).most(100),
            row("EnquiryType", LeadField.ENQUIRY_TYPE).most(100),
            row("CreateEnquiryID", LeadField.ENQUIRY_ID).most(100),
            row("WebEnquiryNumber", LeadField.WEB_ENQUIRY_NUMBER).most(100),
            row("LeadSubSource", LeadField.LEAD_SUB_SOURCE).most(100),
            row("LeadSource", LeadField.LEAD_SOURCE).most(100),
            row(LEAD_URL, LeadField.LEAD_URL).alsoRead(LEAD_URL_OF_TABLES).most(200),
            row("CustomField1", LeadField.CUSTOM_FIELD1).most(200),
            row("CustomField2", LeadField.CUSTOM_FIELD2).most(200));

    private ElisionFields() {}
}
