package io.leadstream.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard and the alert rules, as they are shipped. */
final class MonitoringFiles {

    static final Path FOLDER = Path.of("../monitoring");

    private static final Pattern METRIC = Pattern.compile("\\b(leadstream|kafka|jvm|process|system)_[a-z0-9_]+");

    private MonitoringFiles() {}

    /** Every metric that a query of the dashboard or a rule names. */
    static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        for (String query : queries()) {
            Matcher matcher = METRIC.matcher(query.replaceAll("\"[^\"]*\"", ""));
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    static List<String> queries() {
        List<String> queries = new ArrayList<>();
        rules().forEach(rule -> queries.add(rule.get("expr").asText()));
        dashboard().findValuesAsText("expr").forEach(queries::add);
        dashboard().at("/templating/list").findValuesAsText("query").forEach(queries::add);
        return queries;
    }

    static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        read(new YAMLMapper(), "alerts.yaml")
                .get("groups")
                .forEach(group -> group.get("rules").forEach(rules::add));
        return rules;
    }

    static JsonNode dashboard() {
        return read(JsonMapper.builder().build(), "grafana-dashboard.json");
    }

    private static JsonNode read(com.fasterxml.jackson.databind.ObjectMapper mapper, String file) {
        try {
            return mapper.readTree(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
