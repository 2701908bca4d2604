package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What must be found nowhere, in every form in which it could have been written: as it is, in groups of digits, in UTF-16,
 * percent-encoded, in hex and in Base64 at each of its three alignments.
 */
final class Needles {

    private static final int WINDOW = 8;

    private record Needle(String what, byte[] bytes) {}

    private final Map<Long, List<Needle>> byStart = new HashMap<>();

    Needles(List<String> secrets) {
        for (String secret : secrets) {
            forms(secret).forEach((form, bytes) -> {
                if (bytes.length < WINDOW) {
                    throw new IllegalArgumentException(form + " is too short to be told from chance");
                }
                byStart.computeIfAbsent(window(bytes), start -> new ArrayList<>())
                        .add(new Needle(secret + " " + form, bytes));
            });
        }
    }

    /** A secret in every form, by the form's name. */
    static Map<String, byte[]> forms(String secret) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        forms.put("plain", secret.getBytes(UTF_8));
        forms.put("utf-16be", secret.getBytes(UTF_16BE));
        forms.put("utf-16le", secret.getBytes(UTF_16LE));
        forms.put("percent", URLEncoder.encode(secret, UTF_8).getBytes(UTF_8));
        forms.put("hex", HexFormat.of().formatHex(secret.getBytes(UTF_8)).getBytes(UTF_8));
        forms.put("percent each", percent(secret).getBytes(UTF_8));
        for (int before = 0; before < 3; before++) {
            forms.put("base64 at " + before, base64(secret, before));
        }
        if (secret.matches("[0-9]+")) {
            for (String separator : List.of(" ", "-", ".", "+", "%20")) {
                forms.put(
                        "grouped by '" + separator + "'",
                        grouped(secret, separator).getBytes(UTF_8));
            }
        }
        return forms;
    }

    /** What is found in some bytes. */
    Set<String> in(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        long window = 0;
        for (int i = 0; i < bytes.length; i++) {
            window = window << 8 | (bytes[i] & 0xff);
            List<Needle> candidates = i < WINDOW - 1 ? null : byStart.get(window);
            if (candidates != null) {
                int start = i - WINDOW + 1;
                candidates.stream()
                        .filter(needle -> start + needle.bytes().length <= bytes.length
                                && Arrays.equals(
                                        bytes,
                                        start,
                                        start + needle.bytes().length,
                                        needle.bytes(),
                                        0,
                                        needle.bytes().length))
                        .forEach(needle -> found.add(needle.what()));
            }
        }
        return found;
    }

    /** What is found in the files below a folder, with the name of the file. */
    Set<String> below(Path folder, Predicate<Path> wanted) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(wanted).toList()) {
                in(Files.readAllBytes(file)).forEach(what -> found.add(what + " in " + folder.relativize(file)));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long window(byte[] bytes) {
        long window = 0;
        for (int i = 0; i < WINDOW; i++) {
            window = window << 8 | (bytes[i] & 0xff);
        }
        return window;
    }

    private static String percent(String secret) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : secret.getBytes(UTF_8)) {
            encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
        }
        return encoded.toString();
    }

    /** The Base64 digits that depend on nothing but the secret, where this many bytes stand before it in its group. */
    private static byte[] base64(String secret, int before) {
        byte[] plain = secret.getBytes(UTF_8);
        byte[] padded = new byte[before + plain.length];
        System.arraycopy(plain, 0, padded, before, plain.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = before == 0 ? 0 : before + 1;
        int to = padded.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
        return encoded.substring(from, to).getBytes(UTF_8);
    }

    private static String grouped(String digits, String separator) {
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < digits.length(); at += 4) {
            groups.add(digits.substring(at, Math.min(digits.length(), at + 4)));
        }
        return String.join(separator, groups);
    }
}
