package io.leadstream.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.Dialect;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Problem;
import io.leadstream.schema.Topics;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * What a routing must hold to beyond its contract's types: names that exist, ids that are unique and safe, numbers that make
 * sense. It works on the file's tree, so that it can speak although a type is wrong.
 */
final class RoutingChecks {

    private static final Pattern VENDOR_ID = Pattern.compile("[a-z0-9-]+");
    private static final Pattern LIST_ID = Pattern.compile("[0-9]+");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Set<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).collect(Collectors.toSet());
    private static final Map<String, Integer> LEAST_LIMITS = Map.of(
            "concurrency", 1,
            "rate_per_second", 0,
            "request_timeout_ms", 1,
            "connect_timeout_ms", 1,
            "breaker_failure_percent", 1,
            "breaker_window", 1,
            "breaker_open_ms", 1,
            "retry_jitter_percent", 0,
            "max_age_minutes", 1);

    private final JsonNode root;
    private final Map<String, Dialect> dialects;
    private final List<Problem> problems = new ArrayList<>();

    RoutingChecks(JsonNode root, Map<String, Dialect> dialects) {
        this.root = root;
        this.dialects = dialects;
    }

    /** Everything that is wrong. */
    List<Problem> problems() {
        unique("campaigns", "", "id");
        unique("lists", "", "id");
        unique("vendors", "", "id");
        unique("lists", "campaign", "list_name");
        unique("lists", "", "type");
        String defaultList = text(root, "default_list").isEmpty() ? "999" : text(root, "default_list");
        if (!ids("lists").contains(defaultList)) {
            wrong("default_list", "the default list " + defaultList + " is not defined");
        }
        each("campaigns", "", root, this::campaign);
        each("lists", "", root, this::list);
        each("vendors", "", root, this::vendor);
        return problems;
    }

    private void campaign(String path, JsonNode campaign) {
        least(campaign, path, "max_age_minutes", 1);
        each("calling_hours", path, campaign, (window, hours) -> {
            if (!DAYS.contains(text(hours, "day"))) {
                wrong(window + ".day", "must be MONDAY to SUNDAY");
            }
            int opens = least(hours, window, "opens_minute", 0);
            int closes = least(hours, window, "closes_minute", 1);
            if (closes > 1440 || opens >= closes) {
                wrong(window + ".closes_minute", "must be after opens_minute and at most 1440");
            }
        });
    }

    private void list(String path, JsonNode list) {
        matches(list, path, "id", LIST_ID, "must be digits");
        if (!ids("campaigns").contains(text(list, "campaign"))) {
            wrong(path + ".campaign", "unknown campaign " + text(list, "campaign"));
        }
        if (list.path("vendors").isArray() && list.path("vendors").isEmpty()) {
            wrong(path + ".vendors", "a list must name a vendor");
        }
        Set<String> named = new HashSet<>();
        each("vendors", path, list, (entry, vendor) -> {
            String id = text(vendor, "vendor");
            if (!ids("vendors").contains(id)) {
                wrong(entry + ".vendor", "unknown vendor " + id);
            } else if (!named.add(id)) {
                wrong(entry + ".vendor", "vendor " + id + " is named twice");
            }
            least(vendor, entry, "weight", 1);
        });
    }

    private void vendor(String path, JsonNode vendor) {
        matches(vendor, path, "id", VENDOR_ID, "must be lower-case letters, digits and dashes");
        matches(vendor, path, "credentials", FILE_NAME, "must be a file's name without its folder");
        String dialect = text(vendor, "dialect");
        Dialect known = dialects.get(dialect);
        if (!dialect.isEmpty() && known == null) {
            wrong(path + ".dialect", "unknown dialect " + dialect + ", there are " + named(each -> true));
        }
        if (known != null && !known.canWithdraw() && "true".equals(text(vendor, "withdraw"))) {
            wrong(
                    path + ".withdraw",
                    dialect + " cannot withdraw a lead, only " + named(Dialect::canWithdraw) + " can");
        }
        if (vendor.path("url").isTextual() && !isHttp(text(vendor, "url"))) {
            wrong(path + ".url", "must be an http or https address");
        }
        each("fields", path, vendor, (entry, name) -> {
            if (Lead.SCHEMA$.getField(name.asText()) == null) {
                wrong(entry, "a lead has no field " + name.asText());
            }
        });
        vendor.path("constants").fieldNames().forEachRemaining(name -> {
            Schema.Field field = Lead.SCHEMA$.getField(name);
            if (field == null || !isText(field.schema())) {
                wrong(path + ".constants." + name, "a lead has no text field " + name);
            }
        });
        least(vendor.path("settings"), path + ".settings", "poll_seconds", 1);
        JsonNode limits = vendor.path("limits");
        LEAST_LIMITS.forEach((name, least) -> least(limits, path + ".limits", name, least));
        long longest = Topics.LONGEST_MAX_AGE.toMinutes();
        if (limits.path("max_age_minutes").asLong() > longest) {
            wrong(path + ".limits.max_age_minutes", "must be at most " + longest);
        }
        each("retry_waits_ms", path + ".limits", limits, (entry, wait) -> least(wait.asText(), entry, 1));
    }

    private String named(Predicate<Dialect> which) {
        return dialects.values().stream()
                .filter(which)
                .map(Dialect::id)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Reports what is named twice, within each value of {@code within} if there is one. */
    private void unique(String items, String within, String key) {
        Set<String> seen = new HashSet<>();
        each(items, "", root, (path, item) -> {
            String value = text(item, key);
            if (!value.isEmpty() && !seen.add(text(item, within) + '\n' + value)) {
                wrong(path + "." + key, value + " is there twice");
            }
        });
    }

    private void matches(JsonNode node, String path, String key, Pattern pattern, String otherwise) {
        if (node.path(key).isTextual() && !pattern.matcher(text(node, key)).matches()) {
            wrong(path + "." + key, otherwise);
        }
    }

    private int least(JsonNode node, String path, String key, int least) {
        return node.has(key) ? least(text(node, key), path + "." + key, least) : least;
    }

    /** The number, or {@code least} where it is none, which the contract's types report. */
    private int least(String text, String path, int least) {
        if (!NUMBER.matcher(text).matches()) {
            return least;
        }
        long value = Long.parseLong(text);
        if (value < least) {
            wrong(path, "must be at least " + least);
        }
        return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static boolean isText(Schema schema) {
        return schema.getType() == Schema.Type.STRING
                || (schema.isUnion() && schema.getTypes().stream().anyMatch(RoutingChecks::isText));
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Set<String> ids(String items) {
        Set<String> ids = new HashSet<>();
        each(items, "", root, (path, item) -> ids.add(text(item, "id")));
        return ids;
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText("");
    }

    private static void each(String items, String path, JsonNode parent, BiConsumer<String, JsonNode> action) {
        JsonNode list = parent.path(items);
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            action.accept(Problem.path(path, items) + "[" + i + "]", list.get(i));
        }
    }

    private void wrong(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
