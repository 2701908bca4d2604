package io.leadstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The image as `./leadstream image --tar` writes it, with no registry and no Docker. */
@EnabledOnOs(OS.LINUX)
class ImageTest {

    private static final Pattern SECRET_FILE = Pattern.compile(
            "(?i).*(\\.(pem|key|p12|jks|env)|keyset[^/]*\\.json|id_rsa|credentials?[^/]*\\.properties)$");

    @TempDir
    static Path folder;

    private static Unpacked image;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Path tar = folder.resolve("image.tar");
        assertThat(run("--tar", tar.toString(), "--to", "registry.example.com/leadstream:7"))
                .contains("sha256:");
        image = Unpacked.of(tar, folder.resolve("unpacked"));
    }

    @Test
    void everyServiceIsTheSameProgramWithAnotherWord() throws IOException {
        JsonNode config = image.config().path("config");
        List<String> entry = new ArrayList<>();
        config.path("Entrypoint").forEach(word -> entry.add(word.asText()));

        assertThat(entry)
                .startsWith("/opt/java/bin/java")
                .endsWith("-cp", "@/app/classpath", "io.leadstream.standalone.Main");
        assertThat(config.at("/Cmd/0").asText()).isEqualTo("--help");
        assertThat(image.manifest().at("/RepoTags/0").asText()).isEqualTo("registry.example.com/leadstream:7");
    }

    @Test
    void itsUserIsNobodyInParticular() throws IOException {
        assertThat(image.config().at("/config/User").asText()).isEqualTo("10001:10001");
        assertThat(image.config().at("/config/Env")).isEmpty();
    }

    @Test
    void whatChangesLeastLiesLowestAndNobodyMayWrite() throws IOException, InterruptedException {
        List<Path> layers = image.layers();
        assertThat(layers).hasSize(5);
        assertThat(Unpacked.contents(layers.get(0))).anyMatch(line -> line.contains("libc.so.6"));
        assertThat(Unpacked.contents(layers.get(1))).anyMatch(line -> line.contains("opt/java/bin/java"));
        assertThat(Unpacked.contents(layers.get(2))).anyMatch(line -> line.contains("app/lib/kafka-streams-"));
        assertThat(Unpacked.contents(layers.get(3)))
                .anyMatch(line -> line.contains("app/leadstream/leadstream-streams-app-"));
        assertThat(Unpacked.contents(layers.get(4)))
                .anyMatch(line -> line.contains("io/leadstream/standalone/Main.class"));
        for (Path layer : layers) {
            assertThat(Unpacked.contents(layer)).isNotEmpty().allSatisfy(line -> {
                assertThat(line).as("owned by root").contains(" 0/0 ");
                assertThat(line.charAt(8) == 'w' && !line.matches(".* tmp/?$"))
                        .as(line)
                        .isFalse();
                assertThat(line.substring(0, 10))
                        .as("no set-user-id in " + line)
                        .doesNotContain("s");
            });
        }
    }

    @Test
    void noSecretAndNothingOfThisMachineIsInIt() throws IOException, InterruptedException {
        for (Path layer : image.layers()) {
            assertThat(Unpacked.contents(layer))
                    .noneMatch(line -> SECRET_FILE.matcher(line).matches());
            assertThat(Unpacked.contents(layer))
                    .noneMatch(line ->
                            line.contains(System.getProperty("user.home").substring(1) + "/"));
        }
        String classPath = Files.readString(image.fileSystem().resolve("app/classpath"));
        assertThat(classPath.split(":")).hasSizeGreaterThan(50).allMatch(entry -> entry.startsWith("/app/"));
    }

    /** As near as one comes to a container without an engine: a process that sees the image's files alone, and may not write. */
    @Test
    void theServicesStartFromItsFilesAlone() throws IOException, InterruptedException {
        assumeTrue(Contained.possible(), "only root may give a process a root of its own");
        Contained contained = new Contained(image.fileSystem());
        List<String> entry = new ArrayList<>();
        image.config().at("/config/Entrypoint").forEach(word -> entry.add(word.asText()));

        assertThat(contained.run(entry, "--version")).contains("leadstream 0.1.0");
        for (String service : List.of("streams-app", "dispatcher", "gateway", "deploy")) {
            assertThat(contained.run(entry, service, "--help")).contains("leadstream " + service);
        }
    }

    /** RocksDB brings its library along, which needs more of the machine than Java does. */
    @Test
    void theStoresFindWhatTheyAreLinkedTo() throws IOException, InterruptedException {
        assumeTrue(Contained.possible(), "only root may give a process a root of its own");
        Path root = image.fileSystem();
        Path probe = Files.createDirectories(root.resolve("probe/io/leadstream/image"));
        Files.copy(
                Path.of("target/test-classes/io/leadstream/image/StoreProbe.class"),
                probe.resolve("StoreProbe.class"),
                StandardCopyOption.REPLACE_EXISTING);
        List<String> java = List.of(
                "/opt/java/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "/probe:" + StoreProbe.jar(Files.readString(root.resolve("app/classpath"))));

        assertThat(new Contained(root).run(java, StoreProbe.class.getName())).contains("a store opened");
    }

    @Test
    void anyBaseWillDo(@TempDir Path other) throws Exception {
        Path mark = Files.writeString(other.resolve("mark"), "base");
        Path base = other.resolve("base.tar");
        Jib.fromScratch()
                .addLayer(List.of(mark), AbsoluteUnixPath.get("/etc"))
                .addEnvironmentVariable("LANG", "C.UTF-8")
                .containerize(Containerizer.to(TarImage.at(base).named("base"))
                        .setApplicationLayersCache(other.resolve("cache")));

        Path tar = other.resolve("image.tar");
        run("--base", "tar:" + base, "--tar", tar.toString());
        Unpacked onBase = Unpacked.of(tar, other.resolve("unpacked"));

        assertThat(onBase.layers()).hasSize(4);
        assertThat(Unpacked.contents(onBase.layers().getFirst())).anyMatch(line -> line.contains("etc/mark"));
        assertThat(onBase.config().at("/config/Entrypoint/0").asText()).isEqualTo("java");
        assertThat(onBase.config().at("/config/Env/0").asText()).isEqualTo("LANG=C.UTF-8");
        assertThat(onBase.config().at("/config/User").asText()).isEqualTo("10001:10001");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(said(1)).contains("--tar FILE or --to NAME");
        assertThat(said(
                        1,
                        "--base",
                        "tar:/no/such.tar",
                        "--tar",
                        folder.resolve("x.tar").toString()))
                .contains("no such file: /no/such.tar");
    }

    private static String run(String... arguments) {
        return said(0, arguments);
    }

    private static String said(int exit, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        int code = command.execute(arguments);
        assertThat(code).as(out.toString()).isEqualTo(exit);
        return out.toString();
    }
}
