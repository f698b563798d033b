package org.qgate.control;

import java.util.Objects;

/**
 * What a network card does for a link.
 *
 * @param device its network interface
 * @param mode how much of the work: {@code crypto} or {@code packet}
 * @param sas SAs that it works for now
 * @param sasTaken SAs that it has taken since the agent started
 * @param sasRefused SAs that kernel or driver refused to put on it; the kernel works for them itself
 * @param reason why it works for none, or why the latest SA was refused; empty when all is well
 */
public record OffloadStatus(String device, String mode, long sas, long sasTaken, long sasRefused, String reason) {
    public OffloadStatus {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(reason, "reason");
    }
}
