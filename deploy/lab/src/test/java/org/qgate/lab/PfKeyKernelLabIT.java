package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.CommandResult;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.KernelChoice;

/** The PF_KEY checks of the modules gateway-agent/linux and gateway-agent/daemon against a kernel that really does IPsec. */
@Tag("lab")
class PfKeyKernelLabIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern TOTAL = Pattern.compile("(\\d+) passed, (\\d+) failed");
    private static final int SOCKET_CHECKS = 35;
    private static final int PROGRAMMER_CHECKS = 13;

    @Test
    void codecsSocketsAndProgrammerWorkAgainstARealKernel() throws Exception {
        Checkout checkout = Checkout.find();
        Path modules = checkout.root().resolve("gateway-agent");
        String classPath = String.join(
                ":",
                List.of(
                        modules.resolve("linux/target/test-classes").toString(),
                        modules.resolve("linux/target/classes").toString(),
                        modules.resolve("daemon/target/test-classes").toString(),
                        modules.resolve("daemon/target/classes").toString(),
                        modules.resolve("core/target/classes").toString(),
                        modules.resolve("daemon/target/lib") + "/*"));
        try (IpsecKernel kernel = KernelChoice.open(checkout, LabFolder.fresh("PfKeyKernel"))) {
            passes(kernel, classPath, "org.qgate.linux.pfkey.PfKeyKernelCheck", SOCKET_CHECKS);
            passes(kernel, classPath, "org.qgate.agent.pfkey.PfkeyKernelCheck", PROGRAMMER_CHECKS);
        }
    }

    private static void passes(IpsecKernel kernel, String classPath, String program, int checks) throws Exception {
        CommandResult result = kernel.run(
                "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + classPath + "' " + program, PATIENCE);

        assertThat(result.exitCode()).as(result.toString()).isZero();
        Matcher total = TOTAL.matcher(result.out());
        assertThat(total.find()).as(result.out()).isTrue();
        assertThat(Integer.parseInt(total.group(1))).isEqualTo(checks);
        assertThat(total.group(2)).isEqualTo("0");
    }
}
