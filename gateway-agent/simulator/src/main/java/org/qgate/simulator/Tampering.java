package org.qgate.simulator;

import java.util.List;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/**
 * What a datagram that is not authentic may bring about: nothing, as far as a link shows itself; only one that passes
 * for a HELLO may cost a look-up or an answer.
 */
final class Tampering {
    private final World world;

    Tampering(World world) {
        this.world = world;
    }

    /** Hands the victim a datagram that must change nothing. */
    void requireNothing(SimGateway victim, SimAgent agent, ControlPort port, byte[] bytes, String kind) {
        if (!world.contest().audited()) {
            agent.feed(new LinkEvent.DatagramReceived(port, bytes));
            return;
        }
        // What is due now must not be taken for a consequence of the forgery; one thing due may make another due.
        agent.feed(new LinkEvent.DeadlineReached());
        agent.feed(new LinkEvent.DeadlineReached());
        if (!agent.isAlive()) {
            return;
        }
        AgentState before = agent.state();
        long deadline = agent.nextDeadlineNanos();
        List<LinkEffect> effects = agent.probe(new LinkEvent.DatagramReceived(port, bytes));
        boolean hello = port == ControlPort.HELLO;
        for (LinkEffect effect : effects) {
            boolean harmless = hello
                    && (effect instanceof LinkEffect.FetchKey
                            || effect instanceof LinkEffect.Report
                            || (effect instanceof LinkEffect.SendDatagram answer
                                    && answer.port() == ControlPort.HELLO));
            require(harmless, victim, kind, bytes, "leads to " + TraceText.of(effect));
        }
        if (agent.isAlive()) {
            require(before.equals(agent.state()), victim, kind, bytes, "changes the link");
            require(hello || deadline == agent.nextDeadlineNanos(), victim, kind, bytes, "moves a deadline");
        }
    }

    private void require(boolean holds, SimGateway victim, String kind, byte[] bytes, String what) {
        if (!holds) {
            String message = TraceText.of(new LinkEvent.DatagramReceived(ControlPort.CONTROL, bytes));
            world.judge()
                    .broken(new Violation(
                            Invariant.FORGERY_CHANGES_NOTHING,
                            kind + " " + message + " at " + victim.role() + " " + what));
        }
    }
}
