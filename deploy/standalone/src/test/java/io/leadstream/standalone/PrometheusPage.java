package io.leadstream.standalone;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics as Prometheus reads it.
 *
 * @param samples values by name and labels, as they are written
 */
record PrometheusPage(Map<String, Double> samples) {

    private static final Pattern LINE = Pattern.compile("([a-z_:0-9A-Z]+)(\\{.*})? (\\S+)");

    /**
     * Reads a page.
     *
     * @throws IllegalArgumentException with the first line that is none
     */
    static PrometheusPage of(String text) {
        Map<String, Double> samples = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(line);
            }
            String labels = matcher.group(2) == null ? "" : matcher.group(2);
            samples.put(matcher.group(1) + labels, number(matcher.group(3)));
        });
        return new PrometheusPage(samples);
    }

    /** The names that have a sample. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        samples.keySet().forEach(sample -> names.add(sample.replaceFirst("\\{.*", "")));
        return names;
    }

    /** One sample, as it is written on the page; 0 if it is not there. */
    double value(String sample) {
        return samples.getOrDefault(sample, 0.0);
    }

    /** The sum of a name's samples. */
    double sum(String name) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().replaceFirst("\\{.*", "").equals(name))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
