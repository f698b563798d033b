package org.qgate.simulator;

import java.util.List;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;
import org.qgate.simulator.Recordings.Recording;

/**
 * An attacker on the path who replays, alters and reflects control datagrams. What it sends must change nothing, as far
 * as a link shows itself; only a HELLO that passes the cheap check may cost a look-up or an answer.
 */
final class Forger {
    private final World world;
    private final SimRandom random;

    Forger(World world, SimRandom random) {
        this.world = world;
        this.random = random;
    }

    /** One forgery against one gateway. */
    void attack(SimGateway victim) {
        SimAgent agent = victim.agent();
        boolean reflects = random.chance(0.2);
        Recordings source = reflects ? victim.peer().recordings() : victim.recordings();
        if (agent == null || source.isEmpty()) {
            return;
        }
        world.tally().forgeries++;
        Recording recording = source.any(random);
        if (random.chance(0.4)) {
            requireNothing(victim, agent, recording.port(), altered(recording.bytes()), "an altered");
        } else if (reflects) {
            requireNothing(victim, agent, recording.port(), recording.bytes(), "a reflected");
        } else if (recording.port() == ControlPort.CONTROL
                && recording.taken()
                && recording.incarnation() == victim.incarnation()) {
            requireNothing(victim, agent, recording.port(), recording.bytes(), "a replayed");
        } else if (isSpentHello(victim, recording)) {
            requireNothing(victim, agent, recording.port(), recording.bytes(), "a spent");
        } else {
            agent.feed(new LinkEvent.DatagramReceived(recording.port(), recording.bytes()));
        }
    }

    private byte[] altered(byte[] bytes) {
        byte[] altered = bytes.clone();
        int bit = (int) random.below(altered.length * (long) Byte.SIZE);
        altered[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return altered;
    }

    private static boolean isSpentHello(SimGateway victim, Recording recording) {
        return MessageCodec.decode(recording.bytes()) instanceof Decoded.Wellformed message
                && message.message() instanceof Message.Hello hello
                && hello.bootstrapBlock() <= victim.disk().certain().peer().bootstrap();
    }

    private void requireNothing(SimGateway victim, SimAgent agent, ControlPort port, byte[] bytes, String kind) {
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
