package io.leadstream.dialect.croco;

import static io.leadstream.dialect.Codec.DATE;
import static io.leadstream.dialect.Codec.DIGITS;
import static io.leadstream.dialect.Codec.YES_NO;
import static io.leadstream.dialect.FieldTable.row;

import io.leadstream.dialect.Codec;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.LeadField;
import io.leadstream.schema.PhoneIdentity;
import java.util.Optional;
import java.util.Set;

/** The fields of add_lead that are one text each, in the document's order (001_84572149281148be.txt). */
final class CrocoFields {

    private static final int ALT_PHONE_MOST = 12;
    private static final Codec LIST = DIGITS;
    private static final Codec DNC = Codec.of("Y", "NUMBER", "N", "NONE", "AREACODE", "AREA_CODE");
    private static final Codec GENDER = Codec.of("U", "UNKNOWN", "M", "MALE", "F", "FEMALE");
    private static final Codec ZONE_METHOD = Codec.of("POSTAL", "POSTAL_CODE", "TZCODE", "ZONE_CODE", "NANPA", "NANPA");
    private static final Codec ALT_PHONE = new Codec(CrocoFields::altPhone, CrocoFields::altPhone);

    static final FieldTable TABLE = FieldTable.of(
            row("phone_number", LeadField.PHONE).as(DIGITS).need(),
            row("phone_code", LeadField.CALLING_CODE).as(DIGITS).most(4),
            row("list_id", LeadField.LIST_ID).as(LIST).most(12).orNothing(),
            row("source", LeadField.SOURCE).between(2, 20).need(),
            row("campaign_id", LeadField.CAMPAIGN)
                    .alsoRead("campaign", "campaing")
                    .between(2, 8),
            row("vendor_lead_code", LeadField.VENDOR_LEAD_CODE).most(20),
            row("source_id", LeadField.SOURCE_ID).most(50),
            row("gmt_offset_now", LeadField.GMT_OFFSET),
            row("title", LeadField.TITLE).most(4),
            row("first_name", LeadField.FIRST_NAME).most(30),
            row("middle_initial", LeadField.MIDDLE_INITIAL).most(1),
            row("last_name", LeadField.LAST_NAME).most(30),
            row("address1", LeadField.ADDRESS1).most(100),
            row("address2", LeadField.ADDRESS2).most(100),
            row("address3", LeadField.ADDRESS3).most(100),
            row("city", LeadField.CITY).most(50),
            row("state", LeadField.STATE).most(2).orNothing(),
            row("province", LeadField.PROVINCE).most(50),
            row("postal_code", LeadField.POSTAL_CODE).most(10).orNothing(),
            row("country_code", LeadField.COUNTRY).as(Codec.COUNTRY_3).most(3),
            row("gender", LeadField.GENDER).as(GENDER),
            row("date_of_birth", LeadField.DATE_OF_BIRTH).as(DATE),
            row("alt_phone", LeadField.ALT_PHONE)
                    .as(ALT_PHONE)
                    .most(ALT_PHONE_MOST)
                    .orNothing(),
            row("email", LeadField.EMAIL).most(70),
            row("security_phrase", LeadField.SECURITY_PHRASE).most(100),
            row("comments", LeadField.COMMENTS).most(255),
            row("rank", LeadField.RANK).as(DIGITS).most(5),
            row("owner", LeadField.OWNER).most(20),
            row("entry_list_id", LeadField.ENTRY_LIST_ID)
                    .as(LIST)
                    .between(3, 12)
                    .orNothing(),
            row("dnc_check", LeadField.DNC_CHECK).as(DNC),
            row("campaign_dnc_check", LeadField.CAMPAIGN_DNC_CHECK).as(DNC),
            row("add_to_hopper", LeadField.ADD_TO_HOPPER).as(YES_NO),
            row("hopper_priority", LeadField.PRIORITY).as(Codec.number(-99, 99)),
            row("hopper_local_call_time_check", LeadField.LOCAL_CALL_TIME_CHECK).as(YES_NO),
            row("usacan_prefix_check", LeadField.PREFIX_CHECK).as(YES_NO),
            row("usacan_areacode_check", LeadField.AREA_CODE_CHECK).as(YES_NO),
            row("nanpa_ac_prefix_check", LeadField.NANPA_CHECK).as(YES_NO),
            row("custom_fields", LeadField.CUSTOM_FIELDS).as(YES_NO),
            row("tz_method", LeadField.TIME_ZONE_METHOD).as(ZONE_METHOD),
            row("lookup_state", LeadField.LOOKUP_STATE).as(YES_NO),
            row("list_exists_check", LeadField.LIST_EXISTS_CHECK).as(YES_NO));

    private static final Set<String> OTHERS = Set.of(
            "user",
            "pass",
            "function",
            "duplicate_check",
            "multi_alt_phones",
            "callback",
            "callback_status",
            "callback_datetime",
            "callback_type",
            "callback_user",
            "callback_comments");

    private CrocoFields() {}

    /** True if the document names this parameter, so that it is no custom value. */
    static boolean documented(String parameter) {
        return OTHERS.contains(parameter) || TABLE.knows(parameter);
    }

    private static Optional<String> altPhone(String number) {
        return number.length() <= ALT_PHONE_MOST
                ? Optional.of(number)
                : Optional.of(PhoneIdentity.digits(number)).filter(digits -> !digits.isEmpty());
    }
}
