package org.qgate.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.SecretArena;

class SecretFileTest {
    @TempDir
    Path directory;

    private Path file(int bytes, String mode) throws IOException {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) 'S');
        Path file = Files.write(directory.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void movesTheContentIntoLockedMemoryAndNeverShowsIt() throws Exception {
        Path file = file(32, "rw-------");
        try (SecretArena arena = SecretArena.open(4, 4);
                SecretBytes secret = SecretFile.read(file, new LockedKeyMemory(arena))) {
            assertThat(secret.length()).isEqualTo(32);
            byte[] read = new byte[34];
            secret.copyTo(read, 1);
            assertThat(read).startsWith(0, 'S').endsWith('S', 0);
            ByteBuffer target = ByteBuffer.allocate(32);
            secret.writeTo(target);
            assertThat(target.array()).containsOnly('S');
            assertThat(secret.toString()).doesNotContain("SS");
        }
    }

    @Test
    void refusesAFileThatOthersMayRead() throws Exception {
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Path file = file(32, mode);
            assertThatThrownBy(() -> SecretFile.check(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has mode " + mode)
                    .hasMessageContaining("chmod 600");
        }
    }

    @Test
    void refusesAFileOfAnotherSize() throws Exception {
        Path tooShort = file(31, "r--------");
        assertThatThrownBy(() -> SecretFile.check(tooShort)).hasMessageContaining("31 bytes, wanted are 32 to 128");
        Path tooLong = file(129, "r--------");
        assertThatThrownBy(() -> SecretFile.check(tooLong)).hasMessageContaining("129 bytes");
    }

    @Test
    void refusesAFileThatIsAbsentOrALink() throws Exception {
        assertThatThrownBy(() -> SecretFile.check(directory.resolve("none"))).hasMessageContaining("does not exist");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file(32, "rw-------"));
        assertThatThrownBy(() -> SecretFile.check(link)).hasMessageContaining("links are not followed");
    }
}
