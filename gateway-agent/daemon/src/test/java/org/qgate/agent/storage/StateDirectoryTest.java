package org.qgate.agent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        Path path = parent.resolve("state");
        try (StateDirectory state = StateDirectory.open(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void isSharedByNoTwoAgents() throws Exception {
        Path path = parent.resolve("state");
        StateDirectory first = StateDirectory.open(path);
        assertThatThrownBy(() -> StateDirectory.open(path)).hasMessageContaining("in use by another agent");
        first.close();
        try (StateDirectory second = StateDirectory.open(path)) {
            assertThat(second.path()).isEqualTo(path);
        }
    }
}
