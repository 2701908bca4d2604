package io.leadstream.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the gateway asks where a lead is: the ledger that streams-app keeps, whoever's the leads are. */
public interface LedgerSource {

    /** A source for a gateway that was told of no ledger. */
    LedgerSource NONE = new LedgerSource() {
        @Override
        public Found lead(long leadId) {
            return new Found.Unavailable();
        }

        @Override
        public Found phone(String identity) {
            return new Found.Unavailable();
        }
    };

    /** What came of a question. */
    sealed interface Found {

        /**
         * What is known.
         *
         * @param json a {@code LedgerLead} or a {@code LedgerPhone}, as the contracts have them
         */
        record Answer(ObjectNode json) implements Found {}

        /** Nothing is known. */
        record Nothing() implements Found {}

        /** The ledger cannot be asked at the moment. */
        record Unavailable() implements Found {}
    }

    /** Where a lead is, within bounded time. */
    Found lead(long leadId);

    /**
     * Where the leads of a phone are, within bounded time.
     *
     * @param identity the phone's identity: E.164 without {@code +}, where it can be parsed
     */
    Found phone(String identity);
}
