package org.qgate.linux.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

class LockedRegionTest {

    /** Flags of {@code Documentation/filesystems/proc.rst}: locked, not dumped, wiped on fork. */
    private static final Set<String> WANTED = Set.of("lo", "dd", "wf");

    private static Set<Set<String>> flagsOfMappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/smaps")).stream()
                .filter(line -> line.startsWith("VmFlags:"))
                .map(line -> Set.of(line.substring(8).trim().split(" ", -1)))
                .collect(Collectors.toSet());
    }

    @Test
    void isLockedAndNeitherDumpedNorInherited() throws IOException {
        try (LockedRegion region = LockedRegion.open(5000, "test")) {
            assertThat(region.bytes()).isEqualTo(8192);
            assertThat(flagsOfMappings()).anyMatch(flags -> flags.containsAll(WANTED));
        }
        assertThat(flagsOfMappings()).noneMatch(flags -> flags.containsAll(WANTED));
    }

    @Test
    void refusesUseAfterClose() throws LinuxException {
        LockedRegion region = LockedRegion.open(1, "test");
        region.buffer().putLong(0, 7);
        region.close();
        region.close();
        assertThatThrownBy(region::buffer).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> LockedRegion.open(0, "test")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichLimitToRaise() throws Exception {
        List<String> command = new ArrayList<>();
        if (Libc.instance().geteuid() == 0) {
            // Without this capability root is bound by the limit like everybody else.
            command.addAll(List.of("setpriv", "--bounding-set", "-ipc_lock", "--inh-caps", "-ipc_lock"));
        }
        command.addAll(List.of("prlimit", "--memlock=65536:65536"));
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LockLimitMain.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("cannot lock 256 KiB of memory (secret arena): ENOMEM")
                .contains("The limit is 64 KiB: raise RLIMIT_MEMLOCK (LimitMEMLOCK= in the systemd unit, ulimit -l)")
                .contains("by at least 256 KiB, or give the process CAP_IPC_LOCK");
    }

    @Test
    void aHardenedProcessSaysSo() throws LinuxException {
        ProcessHardening.apply();
        assertThat(ProcessHardening.isApplied()).isTrue();
    }
}
