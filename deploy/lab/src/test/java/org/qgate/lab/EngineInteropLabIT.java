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

/**
 * The embedded engine against Linux' own ESP, keyed by {@code ip xfrm}, and against itself: every transform, IPv4 and IPv6
 * outside and inside, with and without UDP, datagrams of all sizes, key changes each 20 ms under pings, forgeries and replays.
 */
@Tag("lab")
class EngineInteropLabIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern TOTAL = Pattern.compile("(\\d+) passed, (\\d+) failed");

    /** Of each of eight transforms: eight ways to travel, all sizes, two attacks; two on an Ethernet; four series of key changes; two totals. */
    private static final int CHECKS = 8 * (2 * 4 + 1 + 2) + 2 + 4 + 2;

    @Test
    void engineAndKernelUnderstandEachOtherInEveryTransform() throws Exception {
        Checkout checkout = Checkout.find();
        Path modules = checkout.root().resolve("gateway-agent");
        String classPath = String.join(
                ":",
                List.of(
                        modules.resolve("engine/target/test-classes").toString(),
                        modules.resolve("engine/target/classes").toString(),
                        modules.resolve("linux/target/classes").toString(),
                        modules.resolve("engine/target/lib") + "/*"));
        Path folder = LabFolder.fresh("EngineInterop");
        try (IpsecKernel kernel = KernelChoice.open(checkout, folder)) {
            CommandResult result = kernel.run(
                    "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + classPath
                            + "' org.qgate.engine.interop.InteropCheck " + kernel.folder(),
                    PATIENCE);

            assertThat(result.exitCode()).as(result.toString()).isZero();
            Matcher total = TOTAL.matcher(result.out());
            assertThat(total.find()).as(result.out()).isTrue();
            assertThat(Integer.parseInt(total.group(1))).as(result.out()).isEqualTo(CHECKS);
            assertThat(total.group(2)).isEqualTo("0");
        }
    }
}
