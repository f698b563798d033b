package org.qgate.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelChoiceTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void bootsThePackagedKernelUnlessAnotherIsNamed() throws Exception {
        assertThat(KernelChoice.binary(null)).isEqualTo(LabKernel.PACKAGED);
        assertThat(KernelChoice.binary(" ")).isEqualTo(LabKernel.PACKAGED);
    }

    @Test
    void bootsTheKernelThatIsNamed() throws Exception {
        Path kernel = Files.createFile(folder.resolve("linux.uml"));
        assertThat(kernel.toFile().setExecutable(true)).isTrue();

        assertThat(KernelChoice.binary(kernel.toString())).isEqualTo(kernel.toString());
    }

    @Test
    void saysWhatToDoWhenTheNamedKernelIsNoProgram() {
        assertThatThrownBy(() -> KernelChoice.binary(folder.resolve("absent").toString()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("QGATE_LAB_KERNEL")
                .hasMessageContaining("absent")
                .hasMessageContaining("deploy/lab/kernel/newer");
    }
}
