package io.leadstream.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Apicurio Registry as a child process, on loopback, with its contents in a folder.
 *
 * <p>The child ends when this process does, however that happens: a shell beside it waits for its standard input to
 * close. One that outlived its parent all the same is found by its pid file and ended first.
 */
final class RegistryServer implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final String PID_FILE = "registry.pid";
    private static final String LOG = "registry.log";
    private static final String JAR = "quarkus-run.jar";

    /**
     * Runs a command, notes its pid, and ends it when standard input closes, as it does when the parent dies. Ctrl-C in a
     * terminal reaches the whole group and is the parent's to answer.
     */
    private static final String WATCH = """
            trap '' INT
            pidfile=$1; shift
            exec 3<&0
            "$@" 3<&- & child=$!
            echo "$child" > "$pidfile"
            { cat <&3 > /dev/null; kill "$child" 2> /dev/null; } & watch=$!
            wait "$child"
            kill "$watch" 2> /dev/null
            """;

    private final Process process;
    private final Path log;
    private final String url;
    private final Optional<Certificates> certificates;

    private RegistryServer(Process process, Path log, String url, Optional<Certificates> certificates) {
        this.process = process;
        this.log = log;
        this.url = url;
        this.certificates = certificates;
    }

    /**
     * Starts a registry and waits until it answers.
     *
     * @param program the unpacked registry, which holds {@code quarkus-run.jar}
     * @param folder where contents, log and pid file are kept
     */
    static RegistryServer start(Path program, Path folder, int port) {
        RegistryServer server = begin(program, folder, port, Optional.empty());
        server.awaitReady();
        return server;
    }

    /**
     * Starts a registry and returns at once, so that other things can start beside it.
     *
     * @param program the unpacked registry, which holds {@code quarkus-run.jar}
     * @param folder where contents, log and pid file are kept
     * @param certificates hold the one that it serves HTTPS with; without them it serves HTTP
     */
    static RegistryServer begin(Path program, Path folder, int port, Optional<Certificates> certificates) {
        try {
            Files.createDirectories(folder);
            endLeftover(folder);
            Process process = new ProcessBuilder(command(program, folder, port, certificates))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(LOG).toFile())
                    .start();
            String scheme = certificates.isPresent() ? "https" : "http";
            return new RegistryServer(
                    process, folder.resolve(LOG), scheme + "://127.0.0.1:" + port + "/apis/registry/v3", certificates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The API's address. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until it answers.
     *
     * @throws IllegalStateException if it does not start; it is closed then
     */
    void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        HttpRequest question = HttpRequest.newBuilder(URI.create(url + "/system/info"))
                .timeout(Duration.ofSeconds(2))
                .build();
        HttpClient.Builder builder = HttpClient.newBuilder();
        certificates.ifPresent(each -> builder.sslContext(each.trust()));
        try (HttpClient client = builder.build()) {
            while (!answers(client, question)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IllegalStateException("the registry did not start; its log is " + log);
                }
            }
        }
    }

    private boolean answers(HttpClient client, HttpRequest question) {
        try {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                return false;
            }
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the registry started", e);
        }
    }

    /** Ends a registry that outlived its parent, if the pid still is one of ours. */
    private static void endLeftover(Path folder) throws IOException {
        Path pidFile = folder.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readString(pidFile).strip();
        String contents = contents(folder);
        Optional<ProcessHandle> leftover =
                pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        leftover.filter(process -> process.info().commandLine().orElse("").contains(contents))
                .ifPresent(process -> {
                    process.destroy();
                    process.onExit()
                            .completeOnTimeout(process, 5, TimeUnit.SECONDS)
                            .join();
                    process.destroyForcibly();
                    process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
                });
    }

    /** The setting that says where contents are kept, by which a registry of ours on this folder is known. */
    private static String contents(Path folder) {
        return "-Dapicurio.datasource.url=jdbc:h2:file:"
                + folder.toAbsolutePath().normalize().resolve("db");
    }

    private static List<String> command(Path program, Path folder, int port, Optional<Certificates> certificates) {
        Path jar = program.resolve(JAR);
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the registry is not unpacked at " + program + ": build the project first");
        }
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                WATCH,
                "registry",
                folder.resolve(PID_FILE).toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + Ports.free(),
                "-Dquarkus.http.access-log.enabled=false",
                contents(folder),
                "-Dapicurio.datasource.jdbc.initial-size=2",
                "-Dapicurio.datasource.jdbc.min-size=2",
                "-Dapicurio.datasource.jdbc.max-size=10"));
        command.addAll(certificates
                .map(each -> https(port, each.pair(Certificates.REGISTRY)))
                .orElseGet(() -> List.of("-Dquarkus.http.port=" + port)));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static List<String> https(int port, Certificates.Pair pair) {
        return List.of(
                "-Dquarkus.http.insecure-requests=disabled",
                "-Dquarkus.http.ssl-port=" + port,
                "-Dquarkus.http.ssl.certificate.files=" + pair.certificate(),
                "-Dquarkus.http.ssl.certificate.key-files=" + pair.key());
    }
}
