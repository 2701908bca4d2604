package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Json;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Problem;
import io.leadstream.schema.RecordReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The leads that a body of the native API holds, in order, the good and the bad.
 *
 * @param form how they were given, which is how they are answered
 * @param items at least one
 */
record NativeBatch(Form form, List<Item> items) {

    /** The most leads that one request may hold. */
    static final int MOST = 500;

    /** The field that carries a card number; the contract's own {@code card} is the gateway's to fill. */
    static final String CARD_NUMBER = "cc_number";

    static final String CARD = "card";
    private static final int MOST_PRIORITY = 99;

    /** How leads were given. */
    enum Form {
        ONE,
        ARRAY,
        LINES
    }

    /** One lead as it was given. */
    sealed interface Item {

        /** A lead of the contract, and the card number that came with it; empty if none did. */
        record Good(Lead lead, String cardNumber) implements Item {

            /** The number stays out of logs. */
            @Override
            public String toString() {
                return "Good";
            }
        }

        /** No lead: why, and each part that is wrong. */
        record Bad(String detail, List<Problem> problems) implements Item {}
    }

    /** What came of reading a body. */
    sealed interface Read {

        record Leads(NativeBatch batch) implements Read {}

        /** Nothing can be said of any single lead. */
        record Unreadable(String detail) implements Read {}
    }

    /** Reads a call's body: one object, an array, or lines where the content type says so. */
    static Read read(Call call) {
        Optional<String> text = text(call.body());
        if (text.isEmpty()) {
            return new Read.Unreadable("The body is not UTF-8.");
        }
        String type = call.header("content-type").toLowerCase(Locale.ROOT);
        if (type.contains("ndjson") || type.contains("jsonl")) {
            return of(Form.LINES, lines(text.get()));
        }
        Optional<JsonNode> json = Json.parse(text.get());
        if (json.isEmpty()) {
            return new Read.Unreadable(
                    "The body is not JSON, or names a field twice. Lines of JSON are application/x-ndjson.");
        }
        if (json.get() instanceof ArrayNode array) {
            List<Item> items = new ArrayList<>();
            array.forEach(node -> items.add(item(Optional.of(node))));
            return of(Form.ARRAY, items);
        }
        return json.get() instanceof ObjectNode object
                ? of(Form.ONE, List.of(item(Optional.of(object))))
                : new Read.Unreadable("The body must be a lead or an array of leads.");
    }

    private static Read of(Form form, List<Item> items) {
        if (items.isEmpty()) {
            return new Read.Unreadable("The body holds no lead.");
        }
        return items.size() > MOST
                ? new Read.Unreadable("The body holds more than " + MOST + " leads.")
                : new Read.Leads(new NativeBatch(form, List.copyOf(items)));
    }

    private static List<Item> lines(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .limit(MOST + 1L)
                .map(line -> item(Json.parse(line)))
                .toList();
    }

    private static Item item(Optional<JsonNode> json) {
        if (json.isEmpty()) {
            return bad("This is not JSON, or names a field twice.");
        }
        if (!(json.get() instanceof ObjectNode given)) {
            return bad("A lead is a JSON object.");
        }
        if (CardNumber.hasVerificationCode(given)) {
            return bad("Card verification codes are not accepted.");
        }
        ObjectNode object = given.deepCopy();
        JsonNode card = Optional.ofNullable(object.remove(CARD_NUMBER)).orElseGet(object::nullNode);
        RecordReader reader = new RecordReader(RecordReader.Scalars.TYPED);
        Optional<Lead> lead = reader.read(object, Lead.class);
        List<Problem> problems = new ArrayList<>(reader.problems());
        if (object.has(CARD)) {
            problems.removeIf(problem ->
                    problem.path().startsWith(CARD + ".") || problem.path().equals(CARD));
            problems.add(new Problem(CARD, "unknown field"));
        }
        if (!card.isTextual() && !card.isNull()) {
            problems.add(new Problem(CARD_NUMBER, "must be text"));
        }
        lead.filter(read -> Math.abs(read.getSettings().getPriority()) > MOST_PRIORITY)
                .ifPresent(read -> problems.add(
                        new Problem("settings.priority", "must be " + -MOST_PRIORITY + " to " + MOST_PRIORITY)));
        if (lead.isEmpty() || !problems.isEmpty()) {
            return new Item.Bad("The lead is not as the API describes it.", List.copyOf(problems));
        }
        return new Item.Good(lead.get(), card.asText(""));
    }

    private static Item bad(String detail) {
        return new Item.Bad(detail, List.of());
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
