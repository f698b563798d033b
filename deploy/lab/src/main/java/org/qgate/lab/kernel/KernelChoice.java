package org.qgate.lab.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Picks the kernel to work with. */
public final class KernelChoice {
    /** System property: {@code auto} (default), {@code host} or {@code lab}. */
    public static final String PROPERTY = "qgate.lab.kernel";

    /** System property: the processor that a lab kernel is pinned to; default is the last one. */
    public static final String CPU_PROPERTY = "qgate.lab.cpu";

    /** Environment variable: the lab kernel to boot in place of the packaged one, as {@code deploy/lab/kernel/newer} prints it. */
    public static final String BINARY_VARIABLE = "QGATE_LAB_KERNEL";

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(30);

    private KernelChoice() {}

    /** The host's kernel if it can do ESP and we may use it, else a lab kernel. */
    public static IpsecKernel open(Checkout checkout, Path folder) throws IOException, InterruptedException {
        return open(checkout, folder, "xfrm");
    }

    /**
     * The host's kernel if it can do what the data plane needs and we may use it, else a lab kernel: ESP for the kernel's own, a TUN
     * interface for the engine; for the best one either.
     */
    public static IpsecKernel open(Checkout checkout, Path folder, String dataPlane)
            throws IOException, InterruptedException {
        String wish = System.getProperty(PROPERTY, "auto");
        return switch (wish) {
            case "lab" -> lab(checkout, binary(System.getenv(BINARY_VARIABLE)), folder);
            case "host" -> HostKernel.in(folder);
            case "auto" -> {
                HostKernel host = HostKernel.in(folder.resolve("host"));
                yield hostCan(dataPlane, host, checkout)
                        ? host
                        : lab(checkout, binary(System.getenv(BINARY_VARIABLE)), folder.resolve("lab"));
            }
            default -> throw new LabException("-D" + PROPERTY + "=" + wish + " is unknown: use auto, host or lab");
        };
    }

    /**
     * A lab kernel of our own build, which has what the packaged one lacks: XFRM interfaces, a network card in software that accepts
     * IPsec offload, NAT.
     *
     * @throws LabException when it has not been built
     */
    public static IpsecKernel openOwn(Checkout checkout, Path folder) throws IOException, InterruptedException {
        Path build = checkout.lab().resolve("kernel/build");
        Process asked = new ProcessBuilder(build.toString(), "--path")
                .redirectErrorStream(true)
                .start();
        asked.getOutputStream().close();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (asked.waitFor() != 0) {
            throw new LabException("The lab's own kernel is not there (" + answer + "): build it with " + build
                    + ", about ten minutes");
        }
        return lab(checkout, answer, folder);
    }

    /** The kernel that was wished for, else the packaged one. */
    static String binary(@Nullable String wish) throws LabException {
        if (wish == null || wish.isBlank()) {
            return LabKernel.PACKAGED;
        }
        if (!Files.isExecutable(Path.of(wish))) {
            throw new LabException(BINARY_VARIABLE + " names " + wish
                    + ", and that is no program: unset it, or set it to what " + "deploy/lab/kernel/newer prints");
        }
        return wish;
    }

    private static LabKernel lab(Checkout checkout, String binary, Path folder)
            throws IOException, InterruptedException {
        int lastCpu = Runtime.getRuntime().availableProcessors() - 1;
        return LabKernel.boot(checkout, binary, folder, Integer.getInteger(CPU_PROPERTY, lastCpu));
    }

    private static boolean hostCan(String dataPlane, HostKernel host, Checkout checkout)
            throws LabException, InterruptedException {
        String probe = switch (dataPlane) {
            case "engine" -> "lab_can_engine";
            case "pfkey" -> "lab_can_pfkey";
            case "auto" -> "{ lab_can_esp || lab_can_engine; }";
            default -> "lab_can_esp";
        };
        return host.run(". " + checkout.lab().resolve("lab.sh") + " && " + probe, PROBE_TIMEOUT)
                        .exitCode()
                == 0;
    }
}
