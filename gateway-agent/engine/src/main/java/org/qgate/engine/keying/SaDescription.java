package org.qgate.engine.keying;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.qgate.engine.cipher.Expiry;
import org.qgate.engine.cipher.InboundSa;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.cipher.SaUsage;
import org.qgate.engine.cipher.SecurityAssociation;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.linux.pfkey.IpsecMode;
import org.qgate.linux.pfkey.PfKeyAlgorithm;
import org.qgate.linux.pfkey.SadbAddress;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbSa;
import org.qgate.linux.pfkey.SadbXNatTPort;
import org.qgate.linux.pfkey.SadbXNatTType;
import org.qgate.linux.pfkey.SadbXSa2;

/** What is told of an SA: all that Linux tells, in its order, but for keys. */
final class SaDescription {

    /** Largest window that {@code sadb_sa_replay} can say. */
    private static final int WINDOW_TOLD_MAX = 255;

    private final InstantSource wallClock;

    /** Measures by the SA's own clock; {@code wallClock} says what time that was. */
    SaDescription(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /** The SA as it stands, or stood last. */
    List<SadbExtension> standing(SecurityAssociation sa, SaUsage usage) {
        return described(sa, usage, SadbExt.LIFETIME_HARD, SadbExt.LIFETIME_SOFT);
    }

    /** The SA at a limit, and that limit alone. */
    List<SadbExtension> expired(SecurityAssociation sa, SaUsage usage, Expiry expiry) {
        return described(sa, usage, expiry == Expiry.HARD ? SadbExt.LIFETIME_HARD : SadbExt.LIFETIME_SOFT);
    }

    private List<SadbExtension> described(SecurityAssociation sa, SaUsage usage, int... lifetimes) {
        SaParameters parameters = sa.parameters();
        Instant now = wallClock.instant();
        List<SadbExtension> told = new ArrayList<>();
        told.add(core(sa, usage.expiry()));
        for (int lifetime : lifetimes) {
            told.add(Lifetimes.told(lifetime, parameters.lifetime()));
        }
        told.add(Lifetimes.current(usage, now));
        told.add(SadbAddress.source(parameters.tunnel().source()));
        told.add(SadbAddress.destination(parameters.tunnel().destination()));
        told.add(new SadbXSa2(IpsecMode.TUNNEL.number(), 0, TunnelReqids.told(parameters.reqid())));
        Tunnel.UdpEncapsulation encapsulation = parameters.tunnel().encapsulation();
        if (encapsulation.isUsed()) {
            told.add(new SadbXNatTType(SadbXNatTType.ESP_IN_UDP));
            told.add(new SadbXNatTPort(SadbExt.X_NAT_T_SPORT, encapsulation.sourcePort()));
            told.add(new SadbXNatTPort(SadbExt.X_NAT_T_DPORT, encapsulation.destinationPort()));
        }
        return told;
    }

    private static SadbSa core(SecurityAssociation sa, Expiry expiry) {
        SaParameters parameters = sa.parameters();
        PfKeyAlgorithm numbers = Algorithms.numbers(parameters.algorithm());
        int state = switch (expiry) {
            case NONE -> SadbSa.STATE_MATURE;
            case SOFT -> SadbSa.STATE_DYING;
            case HARD -> SadbSa.STATE_DEAD;
        };
        int window =
                sa instanceof InboundSa ? Math.min(parameters.sequence().replayWindowPackets(), WINDOW_TOLD_MAX) : 0;
        return new SadbSa(parameters.spi(), window, state, numbers.auth(), numbers.encrypt(), 0);
    }
}
