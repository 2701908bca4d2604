package io.leadstream.gateway;

/** What came of putting an event on {@code leads}. */
enum Published {
    /** The log has it. */
    SAVED,
    /** It never left: the log surely has it not. */
    NOT_SAVED,
    /** It was handed over and no good answer came: the log may have it. */
    UNKNOWN
}
