package io.leadstream.dialect;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.util.Optional;

/** A lead's number in the forms that vendors want. */
public final class Phones {

    private Phones() {}

    /** The digits, without the calling code where the number is written with a plus and says it itself. */
    public static String digits(Lead lead) {
        return digits(lead.getPhone().orElse(""), lead.getCallingCode());
    }

    /** The digits of any number, likewise. */
    public static String digits(String number, Optional<String> callingCode) {
        String phone = number.strip();
        String digits = PhoneIdentity.digits(phone);
        String code = callingCode.orElse("");
        boolean international = phone.startsWith("+") && !code.isEmpty() && digits.startsWith(code);
        String national = international ? digits.substring(code.length()) : digits;
        return PhoneIdentity.isPhone(national) ? national : digits;
    }

    /** The number as its own country writes it abroad: its identity without the calling code, so without a trunk zero. */
    public static String national(Delivery delivery, Lead lead) {
        String code = callingCode(lead);
        String identity = delivery.getPhone();
        return identity.startsWith(code) ? identity.substring(code.length()) : digits(lead);
    }

    /** True if the vendor's setting {@code calling_code} says that it is at home under another than the lead's. */
    public static boolean isForeign(Lead lead, VendorAccount account) {
        String home = account.settings().getOrDefault("calling_code", "");
        return !home.isEmpty() && !home.equals(callingCode(lead));
    }

    private static String callingCode(Lead lead) {
        return lead.getCallingCode().filter(code -> !code.isEmpty()).orElse(PhoneIdentity.DEFAULT_CALLING_CODE);
    }
}
