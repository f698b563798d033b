package org.qgate.wbem.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditLogTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-27T12:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void writesOneLineForEachEntryWhateverClientsPutIntoIt() throws IOException {
        Path file = folder.resolve("audit.log");
        try (FileAuditLog log = new FileAuditLog(file, 1 << 20, 3, NOON)) {
            log.record(new AuditEntry("anna", "admin", "127.0.0.1", "DeleteInstance", "C.Name=\"x\"", "ok"));
            log.record(AuditEntry.loginFailed("eve\nanna user=anna", "::1", "wrong \"password\""));
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "2026-11-27T12:00:00Z user=anna role=admin from=127.0.0.1 operation=DeleteInstance"
                                + " target=\"C.Name=\\\"x\\\"\" outcome=\"ok\"",
                        "2026-11-27T12:00:00Z user=eve?anna_user=anna role=- from=::1 operation=Login target=\"-\""
                                + " outcome=\"wrong \\\"password\\\"\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsTheNewestFilesOnly() throws IOException {
        Path file = folder.resolve("audit.log");
        try (FileAuditLog log = new FileAuditLog(file, 300, 3, NOON)) {
            for (int count = 0; count < 20; count++) {
                log.record(new AuditEntry("u", "admin", "a", "Op" + count, "t", "ok"));
            }
        }
        assertThat(folder).isDirectoryContaining("glob:**/audit.log*");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
        assertThat(Files.readString(file)).contains("Op19");
        assertThat(Files.size(file)).isLessThanOrEqualTo(300);
    }
}
