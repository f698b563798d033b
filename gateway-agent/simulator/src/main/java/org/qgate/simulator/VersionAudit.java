package org.qgate.simulator;

import java.util.HashMap;
import java.util.Map;
import org.qgate.core.model.Role;
import org.qgate.core.model.Versions;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/** Knows what the programs at both ends speak, and sees in which version a HELLO is answered. */
final class VersionAudit {
    /** The newest version of the proposer, by the nonce of its proposal. */
    private final Map<Long, Integer> newest = new HashMap<>();

    /** An end whose program speaks {@code versions} sends a control datagram. */
    void sent(Role end, Versions versions, byte[] datagram) {
        if (!(MessageCodec.decode(datagram) instanceof Decoded.Wellformed sent)) {
            return;
        }
        int version = sent.header().version();
        if (!versions.include(version)) {
            throw new Violation(
                    Invariant.VERSION_NOT_LOWERED, end + " sends version " + version + ", it speaks " + versions);
        }
        if (sent.message() instanceof Message.Hello hello) {
            newest.put(hello.nonce().high(), versions.newest());
        } else if (sent.message() instanceof Message.HelloReply reply) {
            int ofProposer = newest.getOrDefault(reply.proposerNonce().high(), Versions.OLDEST);
            int newestOfBoth = Math.min(ofProposer, versions.newest());
            if (version < newestOfBoth) {
                throw new Violation(
                        Invariant.VERSION_NOT_LOWERED,
                        end + " agrees on version " + version + ", both ends speak " + newestOfBoth);
            }
        }
    }
}
