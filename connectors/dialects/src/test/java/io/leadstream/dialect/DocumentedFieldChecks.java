package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import java.util.Map;

/**
 * What every documented field of a lead must do, both ways.
 *
 * @param test brings the dialect
 * @param field the field as the document has it
 * @param row the same in our table
 */
record DocumentedFieldChecks(DialectContractTest test, Documented field, FieldTable.Row row) {

    /** Our table says of it what the document says, unless the transcript says why not. */
    void isInTheTable() {
        assertThat(row.field().name()).isEqualTo(field.part());
        if (field.differs().isEmpty()) {
            assertThat(row.most()).as("most").isEqualTo(field.most().orElse(Integer.MAX_VALUE));
            assertThat(row.least()).as("least").isEqualTo(field.least());
            assertThat(row.required()).as("required").isEqualTo(field.required());
        }
    }

    /** A producer's value is read as the part of the lead that it is. */
    void isRead() {
        Lead lead = accept(Map.of(field.field(), field.example())).getLead().orElseThrow();
        assertThat(row.field().of(lead)).contains(field.reads());
    }

    /** A lead that has the part is sent with the vendor's value. */
    void isSent() {
        Lead.Builder lead = Lead.newBuilder(DialectContractTest.full());
        row.field().set(lead, field.reads());
        Map<String, String> sent = test.sent(send(lead.build()).call());
        assertThat(sent).containsEntry(row.name(), field.example());
    }

    /** The documented default, given, is what its absence means. */
    void hasItsDefault() {
        Lead given = accept(Map.of(field.field(), field.defaulted())).getLead().orElseThrow();
        Lead absent = accept(Map.of()).getLead().orElseThrow();
        assertThat(row.field().of(given)).isEqualTo(row.field().of(absent));
    }

    /** What is longer than documented is refused where the dialect refuses it, else shortened or left out, and noted. */
    void isLimitedWhenRead() {
        String tooLong = "7".repeat(row.most() + 1);
        switch (test.dialect().accept(test.call(Map.of(field.field(), tooLong)), Talk.intake())) {
            case Submission.Answered answered ->
                assertThat(answered.answer().text()).contains(field.field());
            case Submission.Offered offered -> {
                LeadEvent event = offered.events().get(0);
                assertThat(row.field()
                                .of(event.getLead().orElseThrow())
                                .orElse("")
                                .length())
                        .isLessThanOrEqualTo(row.most());
                assertThat(event.getNotes()).anyMatch(note -> note.startsWith(row.name() + " "));
            }
        }
    }

    /** What is longer than the vendor takes is sent shortened or not at all, and noted. */
    void isLimitedWhenSent() {
        Lead.Builder lead = Lead.newBuilder(DialectContractTest.full());
        row.field().set(lead, "7".repeat(row.most() + 1));
        Encoded.Send send = send(lead.build());
        assertThat(test.sent(send.call()).getOrDefault(row.name(), "").length()).isLessThanOrEqualTo(row.most());
        assertThat(send.notes()).anyMatch(note -> note.startsWith(row.name() + " "));
    }

    private LeadEvent accept(Map<String, String> values) {
        return Talk.event(test.dialect().accept(test.call(values), Talk.intake()));
    }

    private Encoded.Send send(Lead lead) {
        Encoded encoded = test.dialect().encode(Talk.delivery(lead).build(), test.vendor());
        assertThat(encoded).isInstanceOf(Encoded.Send.class);
        return (Encoded.Send) encoded;
    }
}
