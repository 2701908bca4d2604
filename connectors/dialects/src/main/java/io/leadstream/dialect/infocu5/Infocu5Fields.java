package io.leadstream.dialect.infocu5;

import static io.leadstream.dialect.FieldTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Codec;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.LeadField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of a lead, as getCampaigns lists them (002_2daa33e0d27fd676.txt). */
final class Infocu5Fields {

    static final String PRODUCTS = "leadProductList";
    static final String CARD = "leadCCNumber";

    private static final int MOST_PRODUCTS = 100;
    private static final Codec GENDER = new Codec(
            Infocu5Fields::gender, text -> Optional.of(text.substring(0, 1)).filter(letter -> !text.equals("UNKNOWN")));

    static final FieldTable TABLE = FieldTable.of(
            row("leadNameFirst", LeadField.FIRST_NAME),
            row("leadNameLast", LeadField.LAST_NAME),
            row("leadAddress", LeadField.ADDRESS1),
            row("leadAddress2", LeadField.ADDRESS2),
            row("leadCity", LeadField.CITY),
            row("leadState", LeadField.STATE),
            row("leadZip", LeadField.POSTAL_CODE),
            row("leadCountry", LeadField.COUNTRY).as(Codec.COUNTRY_2),
            row("leadPhone", LeadField.PHONE).need(),
            row("leadPhone2", LeadField.ALT_PHONE),
            row("leadEmail", LeadField.EMAIL),
            row("leadIPAddress", LeadField.IP),
            row("leadCompany", LeadField.COMPANY),
            row("leadGender", LeadField.GENDER).as(GENDER));

    private static final Map<String, String> GENDERS =
            Map.of("M", "MALE", "MALE", "MALE", "F", "FEMALE", "FEMALE", "FEMALE", "U", "UNKNOWN");

    private Infocu5Fields() {}

    /** Names of all fields that a list takes. */
    static List<String> names() {
        return Stream.concat(TABLE.rows().stream().map(FieldTable.Row::name), Stream.of(CARD, PRODUCTS))
                .toList();
    }

    /** The products: an array of texts, or one text with commas between. */
    static List<String> products(ObjectNode lead, List<String> notes) {
        JsonNode given = lead.path(PRODUCTS);
        List<String> texts = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(product -> texts.add(product.isNull() ? "" : product.asText("")));
        } else if (!given.isNull()) {
            texts.addAll(Arrays.asList(given.asText("").split(",", -1)));
        }
        List<String> products = texts.stream()
                .map(product -> product.replace("\0", "").strip())
                .filter(product -> !product.isEmpty())
                .toList();
        if (products.size() <= MOST_PRODUCTS) {
            return products;
        }
        notes.add(PRODUCTS + " cut to " + MOST_PRODUCTS);
        return products.subList(0, MOST_PRODUCTS);
    }

    private static Optional<String> gender(String text) {
        return Optional.ofNullable(GENDERS.get(text.toUpperCase(Locale.ROOT)));
    }
}
