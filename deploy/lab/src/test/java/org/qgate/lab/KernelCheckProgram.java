package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.CommandResult;
import org.qgate.lab.kernel.IpsecKernel;

/** A module's own checks, run as a program in a kernel. */
final class KernelCheckProgram {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern TOTAL = Pattern.compile("(\\d+) passed, (\\d+) failed");

    private final String classPath;

    private KernelCheckProgram(String classPath) {
        this.classPath = classPath;
    }

    /** Programs of these modules of {@code gateway-agent}, test classes before product classes. */
    static KernelCheckProgram ofModules(Checkout checkout, String... modules) {
        Path agent = checkout.root().resolve("gateway-agent");
        List<String> parts = new java.util.ArrayList<>();
        for (String module : modules) {
            parts.add(agent.resolve(module).resolve("target/test-classes").toString());
            parts.add(agent.resolve(module).resolve("target/classes").toString());
        }
        parts.add(agent.resolve("daemon/target/lib") + "/*");
        return new KernelCheckProgram(String.join(":", parts));
    }

    /** Fails unless the program does exactly so many checks and all of them pass. */
    void passes(IpsecKernel kernel, String program, int checks) throws Exception {
        CommandResult result = kernel.run(
                "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + classPath + "' " + program, PATIENCE);

        assertThat(result.exitCode()).as(result.toString()).isZero();
        Matcher total = TOTAL.matcher(result.out());
        assertThat(total.find()).as(result.out()).isTrue();
        assertThat(Integer.parseInt(total.group(1))).isEqualTo(checks);
        assertThat(total.group(2)).isEqualTo("0");
    }
}
