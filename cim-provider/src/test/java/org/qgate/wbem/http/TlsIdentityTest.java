package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.security.PemFiles;
import org.qgate.wbem.security.SelfSignedCertificate;

class TlsIdentityTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private Path make(String name) throws Exception {
        Path made = Files.createDirectories(folder.resolve(name));
        new SelfSignedCertificate(RANDOM).makeIfAbsent(made.resolve("crt"), made.resolve("key"));
        return made;
    }

    private static void replace(Path fresh, Path place, String file, Instant when) throws Exception {
        Files.copy(fresh.resolve(file), place.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(place.resolve(file), FileTime.from(when));
    }

    private static Certificate shown(TlsIdentity identity) throws Exception {
        return identity.factory().getKeyStore().getCertificate("server");
    }

    @Test
    void takesUpNewFilesAndKeepsTheOldOnesIfTheNewCannotBeUsed() throws Exception {
        Path place = make("place");
        Path fresh = make("fresh");
        Certificate first = PemFiles.certificates(place.resolve("crt")).get(0);
        Certificate second = PemFiles.certificates(fresh.resolve("crt")).get(0);
        TlsIdentity identity = new TlsIdentity(
                new TlsSettings(place.resolve("crt"), place.resolve("key"), Optional.empty(), false), RANDOM);
        identity.factory().start();
        try {
            identity.reloadIfChanged();
            assertThat(shown(identity)).isEqualTo(first);

            Files.writeString(place.resolve("key"), "no key");
            Files.setLastModifiedTime(
                    place.resolve("key"), FileTime.from(Instant.now().plusSeconds(10)));
            identity.reloadIfChanged();
            assertThat(shown(identity)).isEqualTo(first);

            replace(fresh, place, "crt", Instant.now().plusSeconds(20));
            replace(fresh, place, "key", Instant.now().plusSeconds(20));
            identity.reloadIfChanged();
            assertThat(shown(identity)).isEqualTo(second);
        } finally {
            identity.factory().stop();
        }
    }
}
