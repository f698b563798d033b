package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.EspOptions;
import org.qgate.agent.config.UdpEncapsulation;
import org.qgate.agent.network.TunnelBinding;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.linux.xfrm.XfrmEncapTmpl;

class TranslatedPathsTest {
    private static final SaLimits LIMITS = new SaLimits(1, 2, 3, 4);

    private final XfrmLink link = new XfrmLink(
            TestLinks.with(
                    TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"),
                    EspOptions.STANDARD.withEncapsulation(new UdpEncapsulation(4510, 4500))),
            TunnelBinding.NONE,
            false);

    private List<XfrmEncapTmpl> ports() {
        return List.of(
                link.blueprint()
                        .outbound(256, Suite.AES_GCM_256, LIMITS)
                        .options()
                        .encapsulation()
                        .orElseThrow(),
                link.blueprint()
                        .inbound(256, Suite.AES_GCM_256, LIMITS)
                        .options()
                        .encapsulation()
                        .orElseThrow());
    }

    @Test
    void sendsFromOurPortAndExpectsThePeers() {
        assertThat(ports()).containsExactly(new XfrmEncapTmpl(2, 4510, 4500), new XfrmEncapTmpl(2, 4500, 4510));
    }

    @Test
    void followsAPeerWhosePortHasChangedWithTheNextSas() {
        LinkEncapsulation udp = link.encapsulation().orElseThrow();
        assertThat(udp.seenAt(61_234)).isTrue();
        assertThat(udp.seenAt(61_234)).isFalse();
        assertThat(ports()).containsExactly(new XfrmEncapTmpl(2, 4510, 61_234), new XfrmEncapTmpl(2, 61_234, 4510));
    }
}
