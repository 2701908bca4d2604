package io.leadstream.image;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A base that needs no registry: the JDK at hand, linked to a runtime, with the C library of this machine and nothing else: no
 * shell, no package manager. It is as new as this machine is, and the image is for machines of its kind.
 *
 * @param javaHome the JDK
 * @param work a folder for what is made on the way
 */
record BareRuntime(Path javaHome, Path work) {

    private static final String HOME = "/opt/java";

    /** Everything of Java SE, and of the JDK what is looked up by name: cryptography, DNS, SASL, zip, figures. */
    private static final String MODULES =
            "java.se,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,"
                    + "jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs";

    /** What Java and RocksDB are linked to; in glibc from 2.34 on all but the first is a stub or not there. */
    private static final List<String> NEEDED = List.of("libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1");

    private static final List<String> IF_THERE = List.of(
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "libresolv.so.2",
            "libz.so.1",
            "libnss_dns.so.2",
            "libnss_files.so.2");

    private static final int FIRST_WITH_UNSAFE_OPTION = 24;

    Base base() throws IOException, InterruptedException {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            throw new IllegalArgumentException(
                    "without --base the image is made of this machine's Java, which is not for Linux");
        }
        JibContainerBuilder image = Jib.fromScratch()
                .setPlatforms(Set.of(new Platform(arch, "linux")))
                .addFileEntriesLayer(system(arch))
                .addFileEntriesLayer(java());
        List<String> options = Runtime.version().feature() >= FIRST_WITH_UNSAFE_OPTION
                ? List.of("--sun-misc-unsafe-memory-access=allow")
                : List.of();
        return new Base(image, HOME + "/bin/java", options);
    }

    private FileEntriesLayer java() throws IOException, InterruptedException {
        Path jlink = javaHome.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IllegalArgumentException(javaHome + " has no jlink: use a whole JDK, or give --base");
        }
        Path runtime = work.resolve("java");
        Process linking = new ProcessBuilder(
                        jlink.toString(),
                        "--add-modules",
                        MODULES,
                        "--no-man-pages",
                        "--no-header-files",
                        "--output",
                        runtime.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(linking.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (linking.waitFor() != 0) {
            throw new IllegalStateException("jlink failed: " + said.strip());
        }
        return FileEntriesLayer.builder()
                .setName("java")
                .addEntryRecursive(runtime, AbsoluteUnixPath.get(HOME), Folders::permissions)
                .build();
    }

    /** The C library, who the user is, and how names are looked up. Each library keeps its place: the loader knows it. */
    private FileEntriesLayer system(String arch) throws IOException {
        String loader = arch.equals("arm64") ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";
        if (!Files.exists(Path.of(loader))) {
            throw new IllegalArgumentException(
                    "without --base the image is made of this machine's C library, which is not glibc");
        }
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
        add(layer, Path.of(loader));
        for (String library : NEEDED) {
            add(
                    layer,
                    found(library, arch)
                            .orElseThrow(() ->
                                    new IllegalArgumentException("this machine has no " + library + ": give --base")));
        }
        for (String library : IF_THERE) {
            Optional<Path> there = found(library, arch);
            if (there.isPresent()) {
                add(layer, there.get());
            }
        }
        text(layer, "/etc/passwd", "leadstream:x:" + Image.UID + ":" + Image.UID + "::/tmp:/none\n");
        text(layer, "/etc/group", "leadstream:x:" + Image.UID + ":\n");
        text(layer, "/etc/nsswitch.conf", "hosts: files dns\n");
        Path empty = Files.createDirectories(work.resolve("empty"));
        layer.addEntry(empty, AbsoluteUnixPath.get("/tmp"), FilePermissions.fromOctalString("777"));
        return layer.build();
    }

    private static Optional<Path> found(String library, String arch) {
        String triple = (arch.equals("arm64") ? "aarch64" : "x86_64") + "-linux-gnu";
        return Stream.of("/lib/" + triple, "/usr/lib/" + triple, "/lib64", "/usr/lib64", "/lib", "/usr/lib")
                .map(folder -> Path.of(folder, library))
                .filter(Files::exists)
                .findFirst();
    }

    /** The file that a link leads to, at the place of the link. */
    private static void add(FileEntriesLayer.Builder layer, Path library) throws IOException {
        layer.addEntry(
                library.toRealPath(), AbsoluteUnixPath.get(library.toString()), FilePermissions.fromOctalString("755"));
    }

    private void text(FileEntriesLayer.Builder layer, String place, String text) throws IOException {
        Path file = work.resolve(Path.of(place).getFileName());
        Files.writeString(file, text);
        layer.addEntry(file, AbsoluteUnixPath.get(place));
    }
}
