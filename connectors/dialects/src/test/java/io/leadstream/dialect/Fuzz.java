package io.leadstream.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Good calls and answers made bad, the same way for the same seed. */
final class Fuzz {

    /** Bytes that have meaning to one parser or another, and some that have none. */
    private static final List<byte[]> SPICE = List.of(
                    "&",
                    "=",
                    "%",
                    "%0",
                    "%ff",
                    "%00",
                    "+",
                    "%0A",
                    "%0D%0A",
                    "\"",
                    "\\",
                    "{",
                    "}",
                    "[",
                    "[[[[",
                    ",",
                    ":",
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e999999999",
                    "999999999999999999999",
                    "0.1",
                    "DUPSYS31DAY",
                    "DUPSYS7DAY-",
                    "9999DAYS",
                    "NOW",
                    "-",
                    "_",
                    "!",
                    "|",
                    "\u0000",
                    "é",
                    "\\ud800",
                    "\u202E",
                    "😀",
                    " ",
                    "\n",
                    "SUCCESS: add_lead",
                    "}, {",
                    "@",
                    "custom_fields=Y&",
                    "callback=Y&")
            .stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final int LONGEST_REPEAT = 20_000;

    private final Random random;

    Fuzz(long seed) {
        this.random = new Random(seed);
    }

    /** The seed of this run: {@code -Dleadstream.seed}, else always the same. */
    static long seed() {
        return Long.getLong("leadstream.seed", 20261120L);
    }

    int next(int bound) {
        return random.nextInt(bound);
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    Call mutate(Call call) {
        boolean query = call.body().length == 0 || random.nextInt(4) == 0;
        String changed = query
                ? new String(mutate(call.query().getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)
                : call.query();
        byte[] body = query ? call.body() : changed(call.body());
        String method = random.nextInt(50) == 0 ? "PUT" : call.method();
        return new Call(method, call.path(), changed, call.headers(), body);
    }

    /** What is JSON stays JSON one time in two, so that what stands behind the parser is reached. */
    private byte[] changed(byte[] body) {
        Optional<ObjectNode> json = random.nextBoolean() ? Json.forgivingObject(body) : Optional.empty();
        json.ifPresent(this::reshape);
        return json.map(object -> object.toString().getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> mutate(body));
    }

    /** Takes a value away, makes it another, or wraps it, somewhere in the object. */
    private void reshape(ObjectNode object) {
        List<ObjectNode> objects = new ArrayList<>(List.of(object));
        object.findParents("leadPhone").forEach(lead -> objects.add((ObjectNode) lead));
        ObjectNode at = any(objects);
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        String name = any(names);
        String text = new String(any(SPICE), StandardCharsets.UTF_8);
        switch (random.nextInt(6)) {
            case 0 -> at.remove(name);
            case 1 -> at.put(name, at.path(name).asText("") + text);
            case 2 -> at.put(name, text.repeat(random.nextInt(40)));
            case 3 -> at.set(name, at.arrayNode().add(at.get(name)).add(text));
            case 4 -> at.set(name, at.objectNode().put(text, random.nextLong()));
            default -> at.put(name, random.nextInt());
        }
    }

    /** One to three changes: cut, doubled, spiced, a byte put in, a byte changed; one in two thousand is made long. */
    byte[] mutate(byte[] bytes) {
        byte[] out = bytes;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = out.length == 0 ? 0 : random.nextInt(out.length);
            int length = Math.min(random.nextInt(12), out.length - at);
            out = switch (random.nextInt(5)) {
                case 0 -> spliced(out, at, at + length, new byte[0]);
                case 1 -> spliced(out, at, at, Arrays.copyOfRange(out, at, at + length));
                case 2 -> spliced(out, at, at, any(SPICE));
                case 3 -> spliced(out, at, at, new byte[] {(byte) random.nextInt(256)});
                default -> spliced(out, at, Math.min(at + 1, out.length), new byte[] {(byte) random.nextInt(256)});
            };
        }
        return random.nextInt(2000) == 0 ? repeated(out) : out;
    }

    /** The bytes with a stretch of them many times over, to find what takes longer than it is long. */
    private byte[] repeated(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        byte[] stretch = random.nextBoolean()
                ? any(SPICE)
                : Arrays.copyOfRange(bytes, at, Math.min(at + 1 + random.nextInt(8), bytes.length));
        byte[] many = new byte[stretch.length * (LONGEST_REPEAT / Math.max(stretch.length, 1))];
        for (int i = 0; i < many.length; i++) {
            many[i] = stretch[i % stretch.length];
        }
        return spliced(bytes, at, at, many);
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        byte[] out = new byte[bytes.length - (to - from) + instead.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(instead, 0, out, from, instead.length);
        System.arraycopy(bytes, to, out, from + instead.length, bytes.length - to);
        return out;
    }
}
