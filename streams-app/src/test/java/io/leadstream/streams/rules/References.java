package io.leadstream.streams.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** What rules look up, for tests. */
public final class References {

    private References() {}

    /** What is shipped. */
    public static Reference shipped() {
        return with(read("calling-hours.csv"), Optional.empty());
    }

    /** The shipped geography with other hours and perhaps NANPA data. */
    public static Reference with(String callingHours, Optional<String> nanpa) {
        return new Reference(
                Geography.parse(read("states.csv"), read("postal-codes.csv"), read("zone-codes.csv")),
                CallingHours.parse(callingHours),
                nanpa.map(Nanpa::parse));
    }

    static String read(String name) {
        try (InputStream in = References.class.getResourceAsStream("/io/leadstream/streams/data/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
