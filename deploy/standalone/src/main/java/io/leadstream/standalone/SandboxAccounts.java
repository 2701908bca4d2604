package io.leadstream.standalone;

import io.leadstream.sandbox.SandboxVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The sandbox's vendors, one per dialect and named after it, and our credentials with them. */
final class SandboxAccounts {

    /** Our account with one vendor: what the vendor checks, and the file that the lane reads. */
    private record Login(SandboxVendor vendor, String credentials) {}

    private static final String KEY = "fedcba9876543210fedcba9876543210";

    private static final List<Login> LOGINS = List.of(
            new Login(
                    new SandboxVendor("croco", "croco", "leadstream", "sandbox", "1"),
                    "user=leadstream\npass=sandbox\n"),
            new Login(new SandboxVendor("dialler", "dialler", "", "sandbox-key", "44"), "key=sandbox-key\n"),
            new Login(
                    new SandboxVendor("elision", "elision", "leadstream", "sandbox", "1"),
                    "user=leadstream\npass=sandbox\n"),
            new Login(
                    new SandboxVendor("infocu5", "infocu5", "LEADSTREAM01", KEY, "1"),
                    "affiliateID=LEADSTREAM01\naffiliateKey=" + KEY + "\n"),
            new Login(new SandboxVendor("partials", "partials", "LEADSTREAM", "", "1"), "client_id=LEADSTREAM\n"));

    private SandboxAccounts() {}

    /** The vendors whose dialects are installed. */
    static List<SandboxVendor> of(Collection<String> dialects) {
        return LOGINS.stream()
                .map(Login::vendor)
                .filter(vendor -> dialects.contains(vendor.dialect()))
                .toList();
    }

    /** Writes one credentials file per vendor into a folder, and returns it. */
    static Path credentials(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Login login : LOGINS) {
                Files.writeString(folder.resolve(login.vendor().id()), login.credentials());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
