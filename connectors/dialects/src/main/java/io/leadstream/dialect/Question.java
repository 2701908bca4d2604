package io.leadstream.dialect;

import java.time.Instant;

/** What a vendor that keeps agents and calls is asked on a schedule. */
public sealed interface Question {

    /** Which agents there are. */
    record Agents() implements Question {}

    /** Which calls were made at or after {@code from} and at or before {@code to}; whole seconds. */
    record Calls(Instant from, Instant to) implements Question {}

    /** Which campaigns and lists there are, by name. */
    record Campaigns() implements Question {}
}
