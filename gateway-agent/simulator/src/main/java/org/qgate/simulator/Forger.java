package org.qgate.simulator;

import org.qgate.core.port.ControlPort;
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
    private final Tampering tampering;
    private final SimRandom random;

    Forger(World world, SimRandom random) {
        this.world = world;
        this.tampering = new Tampering(world);
        this.random = random;
    }

    /** One forgery against one gateway. */
    void attack(SimGateway victim) {
        SimAgent agent = victim.agent();
        boolean reflects = random.chance(0.2);
        Recordings source = reflects ? victim.peer().recordings() : victim.recordings();
        if (agent == null || source.isEmpty() || !world.strikes().strikes(Fault.FORGE)) {
            return;
        }
        world.tally().forgeries++;
        Recording recording = source.any(random);
        if (random.chance(0.4)) {
            tampering.requireNothing(victim, agent, recording.port(), altered(recording.bytes()), "an altered");
        } else if (reflects) {
            tampering.requireNothing(victim, agent, recording.port(), recording.bytes(), "a reflected");
        } else if (recording.port() == ControlPort.CONTROL
                && recording.taken()
                && recording.incarnation() == victim.incarnation()) {
            tampering.requireNothing(victim, agent, recording.port(), recording.bytes(), "a replayed");
        } else if (isSpentHello(victim, recording)) {
            tampering.requireNothing(victim, agent, recording.port(), recording.bytes(), "a spent");
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
}
