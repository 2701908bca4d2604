package io.leadstream.streams;

import io.leadstream.streams.rules.CallingHours;
import io.leadstream.streams.rules.Geography;
import io.leadstream.streams.rules.Nanpa;
import io.leadstream.streams.rules.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what the rules look up: the tables of {@code deploy/data} on the class path, or files in their place. */
final class ReferenceFiles {

    private ReferenceFiles() {}

    /** What is shipped, without NANPA data. */
    static Reference shipped() {
        return new Reference(geography(), CallingHours.parse(resource("calling-hours.csv")), Optional.empty());
    }

    /**
     * What a configuration says.
     *
     * @throws IllegalArgumentException if a file cannot be read or makes no sense; the message names it
     */
    static Reference of(StreamsAppConfig config) {
        CallingHours hours = config.callingHoursFile() == null
                ? CallingHours.parse(resource("calling-hours.csv"))
                : CallingHours.parse(file(config.callingHoursFile()));
        Optional<Nanpa> nanpa = Optional.ofNullable(config.nanpaFile()).map(name -> Nanpa.parse(file(name)));
        return new Reference(geography(), hours, nanpa);
    }

    private static Geography geography() {
        return Geography.parse(resource("states.csv"), resource("postal-codes.csv"), resource("zone-codes.csv"));
    }

    private static String file(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + name + " cannot be read", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReferenceFiles.class.getResourceAsStream("data/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
