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

/** The PF_KEY checks of the module gateway-agent/linux against a kernel that really does IPsec. */
@Tag("lab")
class PfKeyKernelLabIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern TOTAL = Pattern.compile("(\\d+) passed, (\\d+) failed");
    private static final int CHECKS_MIN = 34;

    @Test
    void pfKeyCodecsAndSocketsWorkAgainstARealKernel() throws Exception {
        Checkout checkout = Checkout.find();
        Path linux = checkout.root().resolve("gateway-agent/linux/target");
        String libraries = checkout.root().resolve("gateway-agent/daemon/target/lib") + "/*";
        String classPath = String.join(
                ":",
                List.of(
                        linux.resolve("test-classes").toString(),
                        linux.resolve("classes").toString(),
                        libraries));
        try (IpsecKernel kernel = KernelChoice.open(checkout, LabFolder.fresh("PfKeyKernel"))) {
            CommandResult result = kernel.run(
                    "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + classPath
                            + "' org.qgate.linux.pfkey.PfKeyKernelCheck",
                    PATIENCE);

            assertThat(result.exitCode()).as(result.toString()).isZero();
            Matcher total = TOTAL.matcher(result.out());
            assertThat(total.find()).as(result.out()).isTrue();
            assertThat(Integer.parseInt(total.group(1))).isGreaterThanOrEqualTo(CHECKS_MIN);
            assertThat(total.group(2)).isEqualTo("0");
        }
    }
}
