package io.leadstream.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where an instance keeps its state between runs: bound to one topic {@code leads}, and marked while it is in
 * use, so that a run that was cut off is known by the next.
 */
final class StateFolder {

    private static final Logger log = LoggerFactory.getLogger(StateFolder.class);
    private static final String TOPIC_ID_FILE = "leads-topic-id";
    private static final String IN_USE_FILE = "in-use";

    private final Path folder;

    StateFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Binds the folder to a topic: lead ids are places in one topic, so the state belongs to it (correctness.md 15).
     *
     * @throws IllegalStateException if its state belongs to another topic; the message says what to do
     */
    void bind(String topicId) {
        Path file = folder.resolve(TOPIC_ID_FILE);
        try {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                Files.writeString(file, topicId);
            } else if (!Files.readString(file).strip().equals(topicId)) {
                throw new IllegalStateException("the state in " + folder + " belongs to another topic leads, which was"
                        + " deleted or is in another cluster: use an empty state folder and the next epoch");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Marks the folder as in use. What a run left that was cut off may hold more than was committed, so it is thrown away
     * and read again from the changelogs; Kafka Streams would do the same, with a stack trace for each task.
     */
    void enter() {
        Path mark = folder.resolve(IN_USE_FILE);
        try {
            if (Files.exists(mark)) {
                log.atInfo().addKeyValue("folder", folder).log("the last run was cut off, its state is read again");
                taskFolders().forEach(StateFolder::delete);
            } else {
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the mark away: everything was closed in order. */
    void leave() {
        delete(folder.resolve(IN_USE_FILE));
    }

    /** The folders of single tasks; what names this instance to the broker lies beside them and stays. */
    private List<Path> taskFolders() throws IOException {
        Path tasks = folder.resolve(StreamsApp.APPLICATION);
        if (!Files.isDirectory(tasks)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(tasks)) {
            return children.filter(child -> child.getFileName().toString().matches("\\d+_\\d+"))
                    .toList();
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> parts = Files.walk(path)) {
            for (Path part : parts.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
