package org.qgate.simulator;

import java.util.Locale;
import java.util.Optional;
import org.qgate.simulator.paper.PaperSettings;

/** The protocols that can be compared. */
public enum ProtocolKind {
    /** The protocol of this project, by the core that the agents run. */
    QGATE,
    /** The paper's, its control messages over TCP as in its implementation. */
    PAPER_TCP,
    /** The paper's, its control messages in datagrams. */
    PAPER_UDP;

    /** The paper's settings with a window, or nothing for this project's protocol. */
    Optional<PaperSettings> paper(int installedSas) {
        return this == QGATE ? Optional.empty() : Optional.of(new PaperSettings(installedSas, this == PAPER_TCP));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
