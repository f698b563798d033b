package org.qgate.agent.xfrm;

import java.io.IOException;
import java.nio.file.Path;
import org.qgate.linux.xfrm.XfrmStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packets that came in without an SA, as the kernel counts them for the network namespace. */
final class MissingSas {
    private static final Logger LOG = LoggerFactory.getLogger(MissingSas.class);
    private static final String COUNTER = "XfrmInNoStates";

    private final Path file;
    private boolean absent;

    /** Counts of {@code file}, as in {@code /proc/net/xfrm_stat}. */
    MissingSas(Path file) {
        this.file = file;
    }

    /** So many since the kernel started; 0 for ever where it does not count. */
    long value() {
        if (absent) {
            return 0;
        }
        try {
            return XfrmStatistics.read(file).value(COUNTER);
        } catch (IOException e) {
            absent = true;
            LOG.warn(
                    "the kernel does not count packets without an SA ({}); a lost SA is found by the kernel's events only",
                    e.getMessage());
            return 0;
        }
    }
}
