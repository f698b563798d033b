package org.qgate.engine.keying;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.memory.SecretArenaFullException;
import org.qgate.linux.memory.Wipe;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.PfKeyKeys;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbKey;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbXNatTPort;
import org.qgate.linux.pfkey.SadbXQgateReplay;
import org.qgate.linux.pfkey.SadbXSa2;

/** Reads what an ADD or UPDATE asks for. */
final class SaRequest {

    private static final int WINDOW_MIN = 32;

    private SaRequest() {}

    static PfKeySaName name(PfKeyMessage message) throws Refusal {
        PfKeySaName name = PfKeySaName.of(message).orElseThrow(() -> new Refusal(Refusal.EINVAL));
        if (name.satype() != SadbSatype.ESP) {
            throw new Refusal(Refusal.EPROTONOSUPPORT);
        }
        return name;
    }

    static SaParameters parameters(PfKeyMessage message, TunnelReqids reqids) throws Refusal {
        PfKeySaName name = name(message);
        PfKeyAlgorithm asked = PfKeyAlgorithm.of(message).orElseThrow(() -> new Refusal(Refusal.EPROTONOSUPPORT));
        EspAlgorithm algorithm = Algorithms.transform(asked);
        int mode = message.sa2().map(SadbXSa2::mode).orElse(IpsecMode.ANY.number());
        if (mode != IpsecMode.ANY.number() && mode != IpsecMode.TUNNEL.number()) {
            throw new Refusal(Refusal.EOPNOTSUPP);
        }
        int reqid = message.sa2().map(SadbXSa2::reqid).orElse(0);
        try {
            Tunnel tunnel = Tunnel.between(name.source(), name.destination());
            if (message.natTType().isPresent()) {
                tunnel = tunnel.withUdp(port(message, SadbExt.X_NAT_T_SPORT), port(message, SadbExt.X_NAT_T_DPORT));
            }
            return new SaParameters(
                    name.spi(),
                    reqid == 0 ? reqids.of(name.source(), name.destination()) : reqid,
                    algorithm,
                    tunnel,
                    sequence(message),
                    Lifetimes.asked(message));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.EINVAL);
        }
    }

    private static int port(PfKeyMessage message, int type) throws Refusal {
        return message.natTPort(type).map(SadbXNatTPort::port).orElseThrow(() -> new Refusal(Refusal.EINVAL));
    }

    private static SaParameters.SequenceRules sequence(PfKeyMessage message) {
        Optional<SadbXQgateReplay> replay = message.replay();
        int asked = replay.map(SadbXQgateReplay::windowPackets)
                .orElseGet(() -> message.sa().orElseThrow().replay());
        return new SaParameters.SequenceRules(
                replay.map(SadbXQgateReplay::esn).orElse(false), Math.max(WINDOW_MIN, asked));
    }

    /** Moves the keys of a message into one locked secret: cipher key, then integrity key. */
    static LockedBytes key(PfKeyMessage message, PfKeyKeys keys, SecretArena arena, int bytes) throws Refusal {
        byte[] material = new byte[bytes];
        try {
            ByteBuffer into = ByteBuffer.wrap(material);
            for (int type : new int[] {SadbExt.KEY_ENCRYPT, SadbExt.KEY_AUTH}) {
                Optional<SadbKey> key = message.key(type);
                if (key.isPresent()) {
                    keys.copyTo(key.get(), into);
                }
            }
            return arena.copyOf(material);
        } catch (SecretArenaFullException e) {
            throw new Refusal(Refusal.ENOBUFS);
        } finally {
            Wipe.array(material);
        }
    }
}
