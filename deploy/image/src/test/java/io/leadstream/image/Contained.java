package io.leadstream.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands as the chart's pods do: on a root of their own that cannot be written to, with an empty /tmp, as a user without rights. */
record Contained(Path root) {

    private static final String ENTER = """
            set -e
            mount --bind "$0" "$0"
            cd "$0"
            mount -t proc proc proc
            mount -t tmpfs tmpfs tmp
            mount -o remount,bind,ro "$0"
            exec chroot --userspec=10001:10001 "$0" "$@"
            """;

    /** True if this machine lets us. */
    static boolean possible() throws InterruptedException {
        try {
            Unpacked.run(List.of("unshare", "--mount", "--pid", "--fork", "true"));
            return true;
        } catch (IOException notAllowed) {
            return false;
        }
    }

    /** What a command with more words says. */
    String run(List<String> command, String... more) throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("proc"));
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "sh",
                "-c",
                ENTER,
                root.toRealPath().toString()));
        all.addAll(command);
        all.addAll(List.of(more));
        return Unpacked.run(all);
    }
}
