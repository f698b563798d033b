package org.qgate.lab.gateways;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.LabException;

/** The lab's measuring programs in C. */
final class Instruments {
    private Instruments() {}

    /** Compiles what is not compiled yet. */
    static void build(Checkout checkout) throws LabException, InterruptedException {
        String script = checkout.lab().resolve("bench/build").toString();
        try {
            Process process = new ProcessBuilder(script, checkout.bench().toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LabException(script + " failed (it needs gcc and libc6-dev): " + output.strip());
            }
        } catch (IOException e) {
            throw new LabException(script + " could not be run: " + e.getMessage(), e);
        }
    }
}
