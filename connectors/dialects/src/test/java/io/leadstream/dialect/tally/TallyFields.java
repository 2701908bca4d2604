package io.leadstream.dialect.tally;

import static io.leadstream.dialect.FieldTable.row;

import io.leadstream.dialect.Codec;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.LeadField;

/** The fields of a lead, in the document's order. */
final class TallyFields {

    static final FieldTable TABLE = FieldTable.of(
            row("phone", LeadField.PHONE).need(),
            row("first", LeadField.FIRST_NAME).most(20),
            row("last", LeadField.LAST_NAME).most(20),
            row("town", LeadField.CITY).most(40),
            row("zip", LeadField.POSTAL_CODE).most(10).orNothing(),
            row("sex", LeadField.GENDER).as(Codec.of("M", "MALE", "W", "FEMALE")),
            row("list", LeadField.LIST_ID).as(Codec.DIGITS).most(12).orNothing());

    private TallyFields() {}
}
