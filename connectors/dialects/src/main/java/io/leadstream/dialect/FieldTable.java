package io.leadstream.dialect;

import io.leadstream.schema.Lead;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a vendor calls the parts of a lead, how long they may be, and how they are written: one row a field, read in both
 * directions.
 *
 * <p>Inbound a value that is too long is cut, outbound too unless its row says that it is then left out; either is noted
 * (rulings.md, Lengths). Notes name fields, never values.
 */
public final class FieldTable {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /**
     * A field of the vendor.
     *
     * @param name what the vendor calls it
     * @param aliases further names it is read by, in this order, where {@code name} is absent
     * @param field the part of the lead
     * @param least characters it must have; what is shorter is left out
     * @param most characters it may have
     * @param whole true if what is too long is left out rather than cut when it is sent
     * @param required true if the vendor insists on it
     * @param codec how it is written
     */
    public record Row(
            String name,
            List<String> aliases,
            LeadField field,
            int least,
            int most,
            boolean whole,
            boolean required,
            Codec codec) {

        public Row most(int characters) {
            return new Row(name, aliases, field, least, characters, whole, required, codec);
        }

        public Row between(int fewest, int characters) {
            return new Row(name, aliases, field, fewest, characters, whole, required, codec);
        }

        public Row alsoRead(String... more) {
            return new Row(name, List.of(more), field, least, most, whole, required, codec);
        }

        /** Sends the value whole or not at all. */
        public Row orNothing() {
            return new Row(name, aliases, field, least, most, true, required, codec);
        }

        public Row need() {
            return new Row(name, aliases, field, least, most, whole, true, codec);
        }

        public Row as(Codec other) {
            return new Row(name, aliases, field, least, most, whole, required, other);
        }

        private Optional<String> in(Map<String, String> values) {
            for (String candidate : names()) {
                String value = values.getOrDefault(candidate, "").strip();
                if (!value.isEmpty()) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }

        private List<String> names() {
            List<String> names = new ArrayList<>(List.of(name));
            names.addAll(aliases);
            return names;
        }
    }

    private final List<Row> rows;
    private final Set<String> names = new HashSet<>();

    private FieldTable(List<Row> rows) {
        this.rows = rows;
        Set<LeadField> fields = new HashSet<>();
        for (Row row : rows) {
            if (!fields.add(row.field())) {
                throw new IllegalArgumentException("two fields for " + row.field());
            }
            for (String name : row.names()) {
                if (!names.add(name)) {
                    throw new IllegalArgumentException("two fields are called " + name);
                }
            }
        }
    }

    /** A row without limits; a part of a lead has one row at most. */
    public static Row row(String name, LeadField field) {
        return new Row(name, List.of(), field, 1, NO_LIMIT, false, false, Codec.TEXT);
    }

    /**
     * A table of these rows, which are written in this order.
     *
     * @throws IllegalArgumentException if two rows share a name or a part of the lead
     */
    public static FieldTable of(Row... rows) {
        return new FieldTable(List.of(rows));
    }

    /** The rows, in order. */
    public List<Row> rows() {
        return rows;
    }

    /** True if a row is read by this name. */
    public boolean knows(String name) {
        return names.contains(name);
    }

    /** Sets every part of a lead that the vendor's values give; blank is absent. Notes what was changed. */
    public void read(Map<String, String> values, Lead.Builder lead, List<String> notes) {
        for (Row row : rows) {
            row.in(values).ifPresent(value -> read(row, value, lead, notes));
        }
    }

    /** The rows whose values are longer than they may be, for vendors that refuse such a lead. */
    public List<Row> tooLong(Map<String, String> values) {
        return rows.stream()
                .filter(row -> row.in(values)
                        .filter(value -> length(normal(row, value)) > row.most())
                        .isPresent())
                .toList();
    }

    /** The rows whose values are none that they may have. */
    public List<Row> unreadable(Map<String, String> values) {
        return rows.stream()
                .filter(row -> row.in(values)
                        .filter(value -> row.codec().read().apply(value).isEmpty())
                        .isPresent())
                .toList();
    }

    /**
     * The vendor's values of a lead.
     *
     * @param instead texts that stand for the lead's own
     * @param notes gets what was cut or left out
     */
    public Map<String, String> write(Lead lead, Map<LeadField, String> instead, List<String> notes) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Row row : rows) {
            Optional<String> text = instead.containsKey(row.field())
                    ? Optional.of(instead.getOrDefault(row.field(), "")).filter(t -> !t.isBlank())
                    : row.field().of(lead);
            text.flatMap(t -> write(row, t, notes)).ifPresent(value -> values.put(row.name(), value));
        }
        return values;
    }

    /** Normalised first and cut then, so that punctuation does not cost a number its digits. */
    private static void read(Row row, String value, Lead.Builder lead, List<String> notes) {
        Codec codec = row.codec();
        String normal = normal(row, value);
        Optional<String> text = codec.read().apply(cut(row, normal, notes));
        if (text.isEmpty() || length(normal) < row.least()) {
            notes.add(row.name() + " left out: not a value it may have");
            return;
        }
        if (!normal.equalsIgnoreCase(value)) {
            notes.add(row.name() + " normalised");
        }
        row.field().set(lead, text.get());
    }

    private static String normal(Row row, String value) {
        return row.codec().read().apply(value).flatMap(row.codec().write()).orElse(value);
    }

    private static Optional<String> write(Row row, String text, List<String> notes) {
        Optional<String> value = row.codec().write().apply(text).filter(v -> length(v) >= row.least());
        if (value.isEmpty()) {
            notes.add(row.name() + " left out: the vendor has no form for it");
            return value;
        }
        if (length(value.get()) > row.most() && row.whole()) {
            notes.add(row.name() + " left out: longer than " + row.most());
            return Optional.empty();
        }
        return value.map(v -> cut(row, v, notes));
    }

    private static String cut(Row row, String value, List<String> notes) {
        if (length(value) <= row.most()) {
            return value;
        }
        notes.add(row.name() + " cut to " + row.most());
        return value.substring(0, value.offsetByCodePoints(0, row.most()));
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
