package org.qgate.simulator;

import java.util.function.Consumer;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.link.LinkState;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.simulator.paper.PaperLink;
import org.qgate.simulator.paper.PaperSettings;
import org.qgate.simulator.paper.PaperStatus;

/** The paper's protocol in an agent of this world; it has no epochs, marks or ledger to show. */
final class PaperProtocol implements Protocol {
    private final LinkParameters parameters;
    private final PaperLink link;

    PaperProtocol(LinkParameters parameters, PaperSettings settings, KeyStream stream, Entropy entropy) {
        this.parameters = parameters;
        this.link = new PaperLink(
                parameters, settings, number -> new SimSecret(stream.endless(number), new SecretCount()), entropy);
    }

    @Override
    public void handle(LinkEvent event, long nowNanos, Consumer<LinkEffect> effects) {
        link.handle(event, nowNanos, effects);
    }

    @Override
    public long nextDeadlineNanos() {
        return link.nextDeadlineNanos();
    }

    @Override
    public LinkSnapshot snapshot(long nowNanos) {
        PaperStatus status = link.status();
        PaperStatus.Counts counts = status.counts();
        return new LinkSnapshot(
                parameters,
                status.sending() ? LinkState.UP : LinkState.GREETING,
                0,
                0,
                status.periodNanos(),
                new LinkSnapshot.Outbound(0, 0, 0, 0, counts.keyChanges(), 0, 0, 0, 0, 0, 1),
                new LinkSnapshot.Inbound(0, 0, 0, 0, 0, status.residentInbound(), counts.installs(), 0),
                new LinkSnapshot.Messages(
                        counts.datagramsSent(), counts.messagesReceived(), 0, counts.refused(), 0, 0, 0, 0),
                new LinkSnapshot.Keys(0, 0, 0, 0, 0, 0, 0, 0),
                LinkMarks.NONE,
                Math.max(0, counts.resets() - 1),
                LinkSnapshot.ControlPort.NONE,
                0);
    }
}
