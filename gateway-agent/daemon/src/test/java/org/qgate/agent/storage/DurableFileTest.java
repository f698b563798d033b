package org.qgate.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    Path directory;

    @Test
    void hasTheContentThatWasWrittenLast() throws Exception {
        DurableFile file = new DurableFile(directory, "state.json");
        assertThat(file.read()).isEmpty();
        file.write("longer than the other".getBytes(StandardCharsets.UTF_8));
        file.write("short".getBytes(StandardCharsets.UTF_8));
        assertThat(new DurableFile(directory, "state.json").read())
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("short"));
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aHalfWrittenSuccessorIsNotRead() throws Exception {
        DurableFile file = new DurableFile(directory, "state.json");
        file.write(new byte[] {1});
        Files.write(directory.resolve("state.json.new"), new byte[] {2});
        assertThat(file.read()).hasValue(new byte[] {1});
        file.write(new byte[] {3});
        assertThat(file.read()).hasValue(new byte[] {3});
    }

    @Test
    void refusesAFileThatCannotBeItsOwn() throws Exception {
        DurableFile file = new DurableFile(directory, "state.json");
        Files.write(file.path(), new byte[17 * 1024 * 1024]);
        assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("larger");
    }
}
