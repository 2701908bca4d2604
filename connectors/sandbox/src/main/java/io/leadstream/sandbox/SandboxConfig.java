package io.leadstream.sandbox;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The sandbox's settings; what is left out takes its default.
 *
 * @param host address to listen at; 127.0.0.1
 * @param port port to listen at; 0 is any free one
 * @param vendors the vendors there are
 */
public record SandboxConfig(String host, int port, List<SandboxVendor> vendors) {

    /**
     * Fills in what was left out.
     *
     * @throws IllegalArgumentException if a part makes no sense
     */
    public SandboxConfig {
        host = Objects.requireNonNullElse(host, "127.0.0.1");
        vendors = List.copyOf(Objects.requireNonNullElse(vendors, List.of()));
        if (host.isBlank()) {
            throw new IllegalArgumentException("sandbox: host is blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("sandbox: port is not 0 to 65535");
        }
        Set<String> ids = new HashSet<>();
        for (SandboxVendor vendor : vendors) {
            if (!ids.add(vendor.id())) {
                throw new IllegalArgumentException("sandbox: two vendors are called " + vendor.id());
            }
        }
    }
}
