package org.qgate.wbem.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.provider.Role;

class UserFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private static UserAccount user(String name, Role role, String password) {
        return new UserAccount(name, role, PasswordHash.of(password.toCharArray(), 1_000, RANDOM));
    }

    @Test
    void keepsUsersWithTheirHashesForTheOwnerAlone() throws IOException {
        UserFile file = new UserFile(folder.resolve("users"));
        assertThat(file.read()).isEmpty();
        file.put(user("anna", Role.ADMIN, "correct horse"));
        file.put(user("vera", Role.VIEWER, "battery staple"));
        file.put(user("vera", Role.OPERATOR, "another one"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file.path())).doesNotContain("horse", "another one");
        UserAccount vera = file.read().get("vera");
        assertThat(vera).isNotNull().satisfies(found -> {
            assertThat(found.role()).isEqualTo(Role.OPERATOR);
            assertThat(found.password().matches("another one".toCharArray())).isTrue();
            assertThat(found.password().matches("battery staple".toCharArray())).isFalse();
            assertThat(found.toString()).doesNotContain("pbkdf2");
        });
        assertThat(file.remove("anna")).isTrue();
        assertThat(file.remove("anna")).isFalse();
    }

    @Test
    void refusesAFileThatOthersMayChangeOrThatIsDamaged() throws IOException {
        Path path = folder.resolve("users");
        UserFile file = new UserFile(path);
        Files.writeString(path, "anna:admin\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        assertThatExceptionOfType(IOException.class).isThrownBy(file::read).withMessageContaining("users:1:");
        Files.writeString(path, "# a comment\nanna:king:x\n");
        assertThatExceptionOfType(IOException.class).isThrownBy(file::read).withMessageContaining("users:2: 'king'");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(IOException.class).isThrownBy(file::read).withMessageContaining("chmod 600");
        assertThatIllegalArgumentException().isThrownBy(() -> user("no spaces", Role.VIEWER, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse("pbkdf2-sha512$1$AA==$AA=="));
    }

    @Test
    void takesUpAChangedFileAndKeepsTheOldOneWhileItIsBroken() throws IOException {
        UserFile file = new UserFile(folder.resolve("users"));
        AtomicLong nanos = new AtomicLong();
        UserDirectory directory = new UserDirectory(file, nanos::get);
        assertThat(directory.find("anna")).isEmpty();
        file.put(user("anna", Role.ADMIN, "x"));
        nanos.addAndGet(2_000_000_000L);
        assertThat(directory.find("anna")).isPresent();
        Files.writeString(file.path(), "broken");
        nanos.addAndGet(2_000_000_000L);
        assertThat(directory.find("anna")).isPresent();
    }

    @Test
    void forgivesWhoHasWaited() throws IOException {
        UserFile file = new UserFile(folder.resolve("users"));
        file.put(user("anna", Role.ADMIN, "right"));
        AtomicLong nanos = new AtomicLong();
        PasswordAuthenticator authenticator =
                new PasswordAuthenticator(new UserDirectory(file, nanos::get), nanos::get, RANDOM);
        for (int count = 0; count < FailureThrottle.FREE_FAILURES; count++) {
            assertThat(authenticator.authenticate("a", "anna", "wrong".toCharArray()))
                    .isInstanceOf(AuthenticationResult.Refused.class);
        }
        assertThat(authenticator.authenticate("a", "anna", "right".toCharArray()))
                .isInstanceOf(AuthenticationResult.Postponed.class);
        assertThat(authenticator.authenticate("b", "anna", "right".toCharArray()))
                .isInstanceOf(AuthenticationResult.Accepted.class);
        assertThat(authenticator.authenticate("a", "anna", "right".toCharArray()))
                .isInstanceOf(AuthenticationResult.Accepted.class);
        assertThat(authenticator.authenticate("a", "nobody", "right".toCharArray()))
                .isInstanceOf(AuthenticationResult.Refused.class);
    }
}
