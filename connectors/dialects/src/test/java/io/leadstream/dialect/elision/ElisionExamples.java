package io.leadstream.dialect.elision;

/**
 * The requests and answers of 003_a1483199de05c880.txt.
 *
 * <p>Repairs of the requests: {@code user=6666&pass=1234} added (the source shows no credentials), {@code \_} read as
 * {@code _}. Of the answers: {@code \_} read as {@code _}, and line breaks of the page read as blanks.
 */
final class ElisionExamples {

    private static final String LOGIN = "user=6666&pass=1234&";

    static final String ADD_LEAD = LOGIN
            + "source=test&action=add_lead&phone_number=1234567890&list_id=25062018&custom_fields=Y&prospects_id=123"
            + "&CustomerName=testuser&MobileNo=1234567890&EnquirySource=test&EnquiryType=tets&CreateEnquiryID=987"
            + "&WebEnquiryNumber=5654&LeadSubSource=WEB&LeadSource=test&LeadformURL=google.com&CustomField1=&CustomField2=";

    static final String MULTI_LEADS =
            "[{\"phone_number\":\"111111111\",\"list_id\":\"25062018\",\"prospects_id\":\"321\","
                    + "\"CustomerName\":\"testuser\",\"MobileNo\":\"111111111\",\"EnquirySource\":\"test\",\"EnquiryType\":\"tets\","
                    + "\"CreateEnquiryID\":\"987\",\"WebEnquiryNumber\":\"5654\",\"LeadSubSource\":\"WEB\",\"LeadSource\":\"WEB\","
                    + "\"LeadformURL\":\"google.com\",\"CustomField1\":\"mrnnumber\",\"CustomField2\":\"mrnnumber\"},"
                    + "{\"phone_number\":\"2222222\",\"list_id\":\"25062018\",\"prospects_id\":\"321\",\"CustomerName\":\"testuser2\","
                    + "\"MobileNo\":\"222222\",\"EnquirySource\":\"test2\",\"EnquiryType\":\"tets2\",\"CreateEnquiryID\":\"9872\","
                    + "\"WebEnquiryNumber\":\"56542\",\"LeadSubSource\":\"WEB2\",\"LeadSource\":\"WEB2\","
                    + "\"LeadformURL\":\"google.com\",\"CustomField1\":\"12\",\"CustomField2\":\"35\"}]";

    /** One more repair: the second number is 2222222, as the array sample and the answer have it; the URL has 222222. */
    static final String ADD_MULTI_LEAD =
            LOGIN + "action=add_multi_lead&source=external&custom_fields=Y&multi_leads=" + MULTI_LEADS;

    static final String MANUAL_DIAL = LOGIN
            + "source=click_to_call&agent_user=dialer_agent_user&action=manual_dial&value=1234567890&phone_code=&search=YES"
            + "&preview=NO&focus=YES&prospects_id=654dsddfd";

    static final String LEAD_CREATED =
            "{\"success\":\"true\",\"message\":\"add_lead LEAD CREATED SUCCESSFULLY\",\"data\":{\"Phone Number\":\"1234567890\","
                    + "\"List ID\":\"25062018\",\"Lead ID\":\"1764\",\"Status\":\"NEW\",\"Prospects Id\":\"123\"}}";

    static final String RECORDS_CREATED =
            "{\"lead 1\":{\"success\":\"true\",\"message\":\"add_multi_lead RECORD(S) CREATED\",\"data\":{"
                    + "\"Phone Number\":\"111111111\",\"List ID\":\"25062018\",\"Lead ID\":1765,\"Status\":\"NEW\","
                    + "\"Prospects Id\":\"321\"}},\"lead 2\":{\"success\":\"true\",\"message\":\"add_multi_lead RECORD(S) CREATED\","
                    + "\"data\":{\"Phone Number\":\"2222222\",\"List ID\":\"25062018\",\"Lead ID\":1766,\"Status\":\"NEW\","
                    + "\"Prospects Id\":\"321\"}}}";

    static final String DIAL_SET =
            "{\"success\":\"true\",\"message\":\"manual_dial EXTERNAL_DIAL FUNCTION SET\",\"data\":{"
                    + "\"Phone Number\":\"1234567890\",\"Prospects Id\":\"654dsddfd\"}}";

    private ElisionExamples() {}
}
