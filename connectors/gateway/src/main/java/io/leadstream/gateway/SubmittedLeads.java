package io.leadstream.gateway;

import io.leadstream.schema.LeadEvent;

/** What was submitted, by lead id. */
@FunctionalInterface
interface SubmittedLeads {

    /** What came of looking for a lead. */
    sealed interface Found {

        /** The submission that the id names, whoever's it is. */
        record Lead(LeadEvent event) implements Found {}

        /** No lead has the id, or none that the log still holds. */
        record Nothing() implements Found {}

        /** The log cannot be asked at the moment. */
        record Unavailable() implements Found {}
    }

    /** Looks for a lead, within bounded time. */
    Found find(long leadId);
}
