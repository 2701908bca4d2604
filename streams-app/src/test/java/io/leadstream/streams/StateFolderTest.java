package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run finds of the run before it. */
class StateFolderTest {

    @TempDir
    private Path folder;

    private Path store;
    private Path name;

    @BeforeEach
    void stateOfARun() throws IOException {
        Path tasks = folder.resolve(StreamsApp.APPLICATION);
        store = Files.writeString(
                Files.createDirectories(tasks.resolve("1_3/rocksdb")).resolve("000001.sst"), "state");
        name = Files.writeString(tasks.resolve("kafka-streams-process-metadata"), "id");
    }

    @Test
    void whatAnOrderlyRunLeftIsKept() {
        new StateFolder(folder).enter();
        new StateFolder(folder).leave();
        new StateFolder(folder).enter();
        assertThat(store).exists();
    }

    @Test
    void whatARunLeftThatWasCutOffIsReadAgainButTheInstanceKeepsItsName() {
        new StateFolder(folder).enter();
        new StateFolder(folder).enter();
        assertThat(store).doesNotExist();
        assertThat(name).exists();
    }

    @Tag("correctness-15")
    @Test
    void stateOfAnotherTopicIsRefused() {
        new StateFolder(folder).bind("one");
        new StateFolder(folder).bind("one");
        assertThatThrownBy(() -> new StateFolder(folder).bind("other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("next epoch");
    }
}
