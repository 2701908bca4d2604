package io.leadstream.dialect;

import java.util.Map;

/**
 * An account of ours with a vendor.
 *
 * @param vendor the vendor's id
 * @param credentials by the name its dialect gives them, such as user and pass
 * @param settings settings that the dialect documents
 * @param cards opens card numbers, where the vendor may have them
 */
public record VendorAccount(
        String vendor, Map<String, String> credentials, Map<String, String> settings, CardOpener cards) {

    /** An account with a vendor that gets no card numbers. */
    public VendorAccount(String vendor, Map<String, String> credentials, Map<String, String> settings) {
        this(vendor, credentials, settings, CardOpener.NONE);
    }

    /** Credentials stay out of logs. */
    @Override
    public String toString() {
        return "VendorAccount[" + vendor + "]";
    }
}
