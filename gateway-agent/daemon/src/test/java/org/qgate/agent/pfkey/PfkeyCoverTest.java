package org.qgate.agent.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qgate.agent.pfkey.PfkeyTestLinks.out;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.core.port.LinkEffect;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeySelector;

/** Policies of a link whose selectors are changed while it runs. */
class PfkeyCoverTest extends PfkeyProgrammerFixture {
    private static final TrafficSelector KEPT =
            CONFIGURATION.policies().selectors().get(0);
    private static final TrafficSelector OLD =
            CONFIGURATION.policies().selectors().get(1);
    private static final TrafficSelector NEW = PfkeyTestLinks.selector("10.1.8.0/24", "10.2.8.0/24");
    private static final List<TrafficSelector> BEFORE = List.of(KEPT, OLD);
    private static final List<TrafficSelector> BOTH = List.of(KEPT, OLD, NEW);
    private static final List<TrafficSelector> AFTER = List.of(KEPT, NEW);

    /** The one policy of a selector that stands for a direction. */
    private PfKeyPolicy policy(TrafficSelector selector, IpsecDirection direction) {
        PfKeySelector outbound = PfKeySelector.between(selector.local(), selector.remote());
        PfKeySelector wanted = direction == IpsecDirection.OUTBOUND ? outbound : outbound.reversed();
        List<PfKeyPolicy> found = policies(direction).stream()
                .filter(policy -> policy.selector().equals(wanted))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private boolean protects(TrafficSelector selector, IpsecDirection direction) {
        return !policy(selector, direction).rule().requests().isEmpty();
    }

    private void switchTo(long index) {
        execute(installOutbound(index, 0x1000 + (int) index));
        execute(new LinkEffect.SwitchOutbound(out(index), 0x1000 + (int) index));
    }

    @Test
    void whatIsAddedIsDiscardedThenReceivedThenSentUnderTheKeyInUse() throws Exception {
        switchTo(1);
        gateway.cover(link, new TrafficCover(BOTH, BEFORE, BEFORE));
        assertThat(protects(NEW, IpsecDirection.INBOUND)).isFalse();
        assertThat(protects(NEW, IpsecDirection.FORWARD)).isFalse();
        assertThat(protects(NEW, IpsecDirection.OUTBOUND)).isFalse();
        assertThat(protects(OLD, IpsecDirection.OUTBOUND)).isTrue();
        gateway.cover(link, new TrafficCover(BOTH, BOTH, BEFORE));
        assertThat(protects(NEW, IpsecDirection.INBOUND)).isTrue();
        assertThat(protects(NEW, IpsecDirection.FORWARD)).isTrue();
        assertThat(protects(NEW, IpsecDirection.OUTBOUND)).isFalse();
        gateway.cover(link, TrafficCover.whole(BOTH));
        assertThat(policy(NEW, IpsecDirection.OUTBOUND).rule().requests())
                .isEqualTo(policy(KEPT, IpsecDirection.OUTBOUND).rule().requests())
                .isNotEmpty();

        switchTo(2);
        assertThat(outboundReqids()).hasSize(3).containsOnly(outboundReqids().get(0));
    }

    @Test
    void whatGoesLeavesNothing() throws Exception {
        switchTo(1);
        gateway.cover(link, TrafficCover.whole(BOTH));
        gateway.cover(link, TrafficCover.whole(AFTER));

        assertThat(policies(IpsecDirection.OUTBOUND)).hasSize(2);
        assertThat(policies(IpsecDirection.INBOUND)).hasSize(2);
        assertThat(policies(IpsecDirection.FORWARD)).hasSize(2);
        assertThat(protects(NEW, IpsecDirection.OUTBOUND)).isTrue();
    }

    @Test
    void anAgentThatComesBackTakesAwayWhatTheOneBeforeItAddedAndKeepsTheRest() throws Exception {
        switchTo(1);
        List<PfKeyPolicy> before = policies(IpsecDirection.OUTBOUND);
        gateway.cover(link, TrafficCover.whole(BOTH));
        restart();
        gateway.cover(link, TrafficCover.whole(BOTH));
        assertThat(protects(NEW, IpsecDirection.OUTBOUND)).isTrue();
        gateway.cover(link, TrafficCover.whole(BEFORE));

        assertThat(policies(IpsecDirection.OUTBOUND)).isEqualTo(before);
    }
}
