package io.leadstream.streams.rules;

import java.util.Optional;

/**
 * What the rules look up.
 *
 * @param geography states, postal codes and zone codes
 * @param hours when people may be called
 * @param nanpa which prefixes are given out; empty if no such data was loaded
 */
public record Reference(Geography geography, CallingHours hours, Optional<Nanpa> nanpa) {}
