package io.leadstream.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What runs in the image: the command line's class path, in its order.
 *
 * @param classes the command line's own classes
 * @param jars the rest
 */
record Program(Path classes, List<Path> jars) {

    /** Where things are in the image. */
    static final String CLASSES = "/app/classes";

    static final String OURS = "/app/leadstream";
    static final String THEIRS = "/app/lib";

    /**
     * The program of a module that has been packaged.
     *
     * @throws IllegalArgumentException if it has not
     */
    static Program of(Path module) {
        Path list = module.resolve("target/classpath");
        Path classes = module.resolve("target/classes");
        if (!Files.exists(list) || !Files.isDirectory(classes)) {
            throw new IllegalArgumentException(module + " is not built: run ./leadstream --help once");
        }
        List<Path> jars = new ArrayList<>();
        try {
            for (String entry : Files.readString(list).strip().split(Pattern.quote(File.pathSeparator), -1)) {
                jars.add(Path.of(entry));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(list + " cannot be read", e);
        }
        Set<String> names = new HashSet<>();
        for (Path jar : jars) {
            if (!Files.isRegularFile(jar) || !names.add(jar.getFileName().toString())) {
                throw new IllegalArgumentException(jar + " is no jar, or one of two of that name");
            }
        }
        return new Program(classes, List.copyOf(jars));
    }

    /** True for a jar that this project builds, and so changes with it. */
    static boolean ours(Path jar) {
        return jar.getFileName().toString().startsWith("leadstream-");
    }

    /** Where a jar is in the image. */
    static String placed(Path jar) {
        return (ours(jar) ? OURS : THEIRS) + "/" + jar.getFileName();
    }

    /** The class path in the image. */
    String classPath() {
        List<String> entries = new ArrayList<>(List.of(CLASSES));
        jars.forEach(jar -> entries.add(placed(jar)));
        return String.join(":", entries);
    }
}
