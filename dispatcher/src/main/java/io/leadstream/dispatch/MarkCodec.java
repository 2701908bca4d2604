package io.leadstream.dispatch;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** Writes marks as commit metadata: {@code 1:} and, in base64, runs of (code, length), both variable-length numbers. */
final class MarkCodec {

    private static final String VERSION = "1:";
    /** The longest run. */
    static final int MOST_TIMES = 1 << 24;

    /** Takes a run of equal marks. */
    interface Runs {
        void take(int code, int times);
    }

    private MarkCodec() {}

    /** The first {@code size} codes as text; empty if there are none. */
    static String encode(int[] codes, int size) {
        if (size == 0) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = 0;
        while (from < size) {
            int to = from + 1;
            while (to < size && to - from < MOST_TIMES && codes[to] == codes[from]) {
                to++;
            }
            write(bytes, codes[from]);
            write(bytes, to - from);
            from = to;
        }
        return VERSION + Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if it was something else
     */
    static void decode(String metadata, Runs runs) {
        if (metadata.isEmpty()) {
            return;
        }
        if (!metadata.startsWith(VERSION)) {
            throw new IllegalArgumentException("commit metadata of another make");
        }
        byte[] bytes = Base64.getDecoder().decode(metadata.substring(VERSION.length()));
        int[] place = {0};
        while (place[0] < bytes.length) {
            int code = read(bytes, place);
            int times = read(bytes, place);
            if (times < 1 || times > MOST_TIMES) {
                throw new IllegalArgumentException("an impossible run in commit metadata");
            }
            runs.take(Mark.of(code).code(), times);
        }
    }

    private static void write(ByteArrayOutputStream bytes, int number) {
        int rest = number;
        while (rest >= 1 << 7) {
            bytes.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    private static int read(byte[] bytes, int[] place) {
        int number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (place[0] == bytes.length) {
                throw new IllegalArgumentException("commit metadata ends early");
            }
            byte next = bytes[place[0]++];
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number too long in commit metadata");
    }
}
