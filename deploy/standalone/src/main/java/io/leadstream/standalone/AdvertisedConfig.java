package io.leadstream.standalone;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the other instances of streams-app reach this one; a key beside the service's own in its file.
 *
 * @param advertisedAddress host:port of this instance's operations port, as the others see it; empty where it is what this
 *     one listens at, which is right on one machine only
 */
record AdvertisedConfig(String advertisedAddress) {

    AdvertisedConfig(@Nullable String advertisedAddress) {
        this.advertisedAddress = Objects.requireNonNullElse(advertisedAddress, "");
        if (!this.advertisedAddress.isEmpty() && !this.advertisedAddress.matches(".+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("advertised_address is not host:port");
        }
    }

    /** The address, where one is given. */
    Optional<String> given() {
        return advertisedAddress.isEmpty() ? Optional.empty() : Optional.of(advertisedAddress);
    }
}
