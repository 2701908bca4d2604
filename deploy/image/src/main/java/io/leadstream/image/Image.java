package io.leadstream.image;

import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one image of all services: what changes least lies lowest; which service it is, its first argument says. */
final class Image {

    /** The user that it runs as; any other does too, since it writes nowhere but to /tmp and what is mounted. */
    static final int UID = 10_001;

    private static final String MAIN = "io.leadstream.standalone.Main";
    private static final String CLASS_PATH = "/app/classpath";

    private Image() {}

    /**
     * The image, to be put somewhere.
     *
     * @param work a folder for what is made on the way
     */
    static JibContainerBuilder of(Base base, Program program, Path work) throws IOException {
        List<String> entry = new ArrayList<>(
                List.of(base.java(), "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        entry.addAll(base.options());
        entry.addAll(List.of(
                "-Djava.util.logging.config.file=" + Program.CLASSES + "/logging.properties",
                "-cp",
                "@" + CLASS_PATH,
                MAIN));
        return base.image()
                .addFileEntriesLayer(jars("libraries", program, false))
                .addFileEntriesLayer(jars("modules", program, true))
                .addFileEntriesLayer(classes(program, work))
                .setEntrypoint(entry)
                .setProgramArguments("--help")
                .setUser(UID + ":" + UID)
                .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
                .setExposedPorts(Port.tcp(8080), Port.tcp(9464))
                .addLabel("org.opencontainers.image.title", "leadstream")
                .addLabel("org.opencontainers.image.version", "0.1.0")
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0");
    }

    private static FileEntriesLayer jars(String name, Program program, boolean ours) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        program.jars().stream()
                .filter(jar -> Program.ours(jar) == ours)
                .forEach(jar -> layer.addEntry(jar, AbsoluteUnixPath.get(Program.placed(jar))));
        return layer.build();
    }

    private static FileEntriesLayer classes(Program program, Path work) throws IOException {
        Path list = work.resolve("classpath");
        Files.writeString(list, program.classPath());
        return FileEntriesLayer.builder()
                .setName("classes")
                .addEntryRecursive(program.classes(), AbsoluteUnixPath.get(Program.CLASSES), Folders::permissions)
                .addEntry(list, AbsoluteUnixPath.get(CLASS_PATH))
                .build();
    }
}
