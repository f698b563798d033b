package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.agent.network.TunnelBinding;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmMark;
import org.qgate.linux.xfrm.XfrmSocket;

class XfrmSaProgrammerTest {
    private static final SaLimits LIMITS = new SaLimits(1 << 20, 1 << 24, 54, 60);

    private final SecretArena arena = TestLinks.arena();
    private final ModelKernel kernel = new ModelKernel();
    private final XfrmSocket socket = kernel.socket();
    private final List<LinkEvent> reports = new ArrayList<>();
    private final ResidentSas residents = new ResidentSas((link, event) -> reports.add(event), Disturbances.UNHEARD);
    private final XfrmSaProgrammer programmer = new XfrmSaProgrammer(socket, residents, arena);
    private final XfrmGateway gateway = new XfrmGateway(socket, programmer, new PolicyWatch(Disturbances.UNHEARD));
    private final XfrmLink link =
            new XfrmLink(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24", "10.1.1.0/24", "10.2.0.0/24"));
    private byte nextKey = 1;

    @BeforeEach
    void open() throws Exception {
        assertThat(gateway.prepare(link)).isZero();
        kernel.log().clear();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private static SaName out(long index) {
        return new SaName(new LinkName("alice-bob"), 1, Direction.LOW_TO_HIGH, Channel.DATA, index);
    }

    private static SaName in(long index) {
        return new SaName(new LinkName("alice-bob"), 1, Direction.HIGH_TO_LOW, Channel.DATA, index);
    }

    private SecretBytes key() {
        byte[] bytes = new byte[36];
        Arrays.fill(bytes, nextKey++);
        return new LockedKeyMemory(arena).take(bytes);
    }

    private List<LinkEvent> execute(LinkEffect... effects) {
        List<LinkEvent> answers = new ArrayList<>();
        for (LinkEffect effect : effects) {
            programmer.add(link, effect);
        }
        programmer.execute((name, event) -> answers.add(event));
        return answers;
    }

    private LinkEffect installOutbound(long index, int spi) {
        return new LinkEffect.InstallOutbound(out(index), spi, Suite.AES_GCM_256, key(), LIMITS);
    }

    private LinkEffect installInbound(long index, int spi) {
        return new LinkEffect.InstallInbound(in(index), spi, Suite.AES_GCM_256, key(), LIMITS);
    }

    @Test
    void putsBlocksInPlaceBeforeAnythingElse() throws Exception {
        ModelKernel fresh = new ModelKernel();
        XfrmSocket freshSocket = fresh.socket();
        new XfrmGateway(
                        freshSocket,
                        new XfrmSaProgrammer(freshSocket, residents, arena),
                        new PolicyWatch(Disturbances.UNHEARD))
                .prepare(link);
        assertThat(fresh.log().subList(0, 6))
                .containsExactly(
                        "policy out block",
                        "policy in block",
                        "policy fwd block",
                        "policy out block",
                        "policy in block",
                        "policy fwd block");
        assertThat(fresh.policyCount()).isEqualTo(10);
        assertThat(fresh.policies())
                .containsExactly("out block", "in block", "fwd block", "in protect 00000000", "fwd protect 00000000");
    }

    @Test
    void letsOwnMessagesPassOnlyWhereTheSelectorsCoverThem() throws Exception {
        ModelKernel covered = new ModelKernel();
        XfrmSocket coveredSocket = covered.socket();
        new XfrmGateway(
                        coveredSocket,
                        new XfrmSaProgrammer(coveredSocket, residents, arena),
                        new PolicyWatch(Disturbances.UNHEARD))
                .prepare(new XfrmLink(TestLinks.alice("192.0.2.1/32", "192.0.2.0/24")));
        assertThat(covered.policies()).contains("out bypass", "in bypass");
        assertThat(kernel.policies()).noneMatch(policy -> policy.contains("bypass"));
    }

    @Test
    void installsSwitchesAndDeletesInTheOrderOfTheEffects() {
        assertThat(execute(installInbound(1, 0x1001), installOutbound(1, 0x2001)))
                .containsExactly(new LinkEvent.InboundInstalled(in(1)), new LinkEvent.OutboundInstalled(out(1)));
        assertThat(execute(new LinkEffect.SwitchOutbound(out(1), 0x2001), installOutbound(2, 0x2002)))
                .containsExactly(new LinkEvent.OutboundSwitched(out(1)), new LinkEvent.OutboundInstalled(out(2)));
        assertThat(execute(
                        new LinkEffect.SwitchOutbound(out(2), 0x2002),
                        new LinkEffect.DeleteOutbound(out(1), 0x2001),
                        new LinkEffect.DeleteInbound(in(1), 0x1001),
                        new LinkEffect.DeleteInbound(in(9), 0x1009)))
                .containsExactly(new LinkEvent.OutboundSwitched(out(2)));
        assertThat(kernel.log())
                .containsExactly(
                        "new sa 192.0.2.1/00001001",
                        "new sa 192.0.2.2/00002001",
                        "policy out protect 00002001",
                        "policy out protect 00002001",
                        "new sa 192.0.2.2/00002002",
                        "policy out protect 00002002",
                        "policy out protect 00002002",
                        "delete sa 192.0.2.2/00002001",
                        "delete sa 192.0.2.1/00001001",
                        "delete sa 192.0.2.1/00001009");
        assertThat(kernel.sas()).containsExactly("192.0.2.2/00002002");
    }

    @Test
    void neverTouchesAnSaOfThatSpiThatStandsAlready() {
        execute(installInbound(1, 0x1001));
        assertThat(execute(installInbound(2, 0x1001)))
                .singleElement()
                .isInstanceOfSatisfying(LinkEvent.InboundRefused.class, refused -> {
                    assertThat(refused.sa()).isEqualTo(in(2));
                    assertThat(refused.reason()).contains("EEXIST");
                });
        assertThat(kernel.log()).doesNotContain("delete sa 192.0.2.1/00001001");
        assertThat(kernel.sas()).containsExactly("192.0.2.1/00001001");
    }

    @Test
    void takesASwitchBackThatOnlySomeSelectorsTook() {
        execute(installOutbound(1, 0x2001), installOutbound(2, 0x2002));
        execute(new LinkEffect.SwitchOutbound(out(1), 0x2001));
        int[] seen = {0};
        kernel.refuse(step -> step.equals("policy out protect 00002002") && seen[0]++ == 1);
        assertThat(execute(new LinkEffect.SwitchOutbound(out(2), 0x2002)))
                .singleElement()
                .isInstanceOf(LinkEvent.SwitchRefused.class);
        assertThat(kernel.policies()).contains("out protect 00002001").doesNotContain("out protect 00002002");
    }

    @Test
    void blocksByTakingTheOutPoliciesAway() {
        execute(installOutbound(1, 0x2001));
        execute(new LinkEffect.SwitchOutbound(out(1), 0x2001));
        assertThat(execute(new LinkEffect.BlockOutbound("test"))).containsExactly(new LinkEvent.OutboundBlocked());
        assertThat(kernel.policies()).contains("out block").noneMatch(policy -> policy.startsWith("out protect"));
    }

    @Test
    void keepsThePredecessorsSasUntilTheLinkWantsThemGone() throws Exception {
        execute(installInbound(1, 0x1001), installOutbound(1, 0x2001));
        execute(new LinkEffect.SwitchOutbound(out(1), 0x2001));

        XfrmSocket nextSocket = kernel.socket();
        XfrmSaProgrammer next = new XfrmSaProgrammer(nextSocket, residents, arena);
        assertThat(new XfrmGateway(nextSocket, next, new PolicyWatch(Disturbances.UNHEARD)).prepare(link))
                .isEqualTo(2);
        assertThat(kernel.policies()).contains("out protect 00002001");
        next.add(link, new LinkEffect.InstallInbound(in(1), 0x1002, Suite.AES_GCM_256, key(), LIMITS));
        next.add(link, new LinkEffect.DeletePredecessors());
        next.execute((name, event) -> {});
        assertThat(kernel.sas()).containsExactly("192.0.2.1/00001002");
    }

    @Test
    void retreatsToTheBlocksAndLiftsThemOnlyAtTheEnd() throws Exception {
        execute(installInbound(1, 0x1001), installOutbound(1, 0x2001));
        execute(new LinkEffect.SwitchOutbound(out(1), 0x2001));
        gateway.retreat(link);
        assertThat(kernel.sas()).isEmpty();
        assertThat(kernel.policies()).containsExactlyInAnyOrder("out block", "in block", "fwd block");
        gateway.lift(link);
        assertThat(kernel.policyCount()).isZero();
    }

    @Test
    void tellsTheLinkOfAnSaThatSomebodyElseDeletedButNotOfItsOwnDeletions() {
        execute(installInbound(1, 0x1001), installInbound(2, 0x1002));
        execute(new LinkEffect.DeleteInbound(in(1), 0x1001));
        residents.follow(new org.qgate.linux.xfrm.XfrmEvent.SaDeleted(id(0x1001), java.util.Optional.empty()));
        assertThat(reports).isEmpty();
        residents.follow(new org.qgate.linux.xfrm.XfrmEvent.SasFlushed(0));
        assertThat(reports).containsExactly(new LinkEvent.SaExpired(in(2), true));
        assertThat(residents.size()).isZero();
    }

    private static XfrmId id(int spi) {
        return new XfrmId(org.qgate.linux.inet.IpAddress.parse("192.0.2.1"), spi, XfrmId.ESP);
    }

    @Test
    void letsTcpPassInBothDirectionsOfBothConnections() {
        LinkPolicyPlan plan = new LinkPolicyPlan(
                TestLinks.overTcp(TestLinks.alice("192.0.2.1/32", "192.0.2.0/24")), TunnelBinding.NONE);
        List<String> passing = plan.bypasses(false).stream()
                .map(policy ->
                        policy.key().direction() + " " + policy.key().selector().protocol() + " "
                                + policy.key().selector().sourcePort() + " "
                                + policy.key().selector().destinationPort())
                .toList();
        assertThat(passing)
                .containsExactlyInAnyOrder(
                        "OUT 6 any 5600",
                        "IN 6 5600 any",
                        "OUT 6 5600 any",
                        "IN 6 any 5600",
                        "OUT 6 any 5601",
                        "IN 6 5601 any",
                        "OUT 6 5601 any",
                        "IN 6 any 5601");
    }

    @Test
    void tiesProtectingPoliciesToTheInterfaceAndBlocksEverywhere() {
        LinkPolicyPlan plan =
                new LinkPolicyPlan(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"), new TunnelBinding(3, 9, 0));
        assertThat(plan.outbound(1)).allMatch(policy -> policy.key().interfaceId() == 9);
        assertThat(plan.inbound()).hasSize(2).allMatch(policy -> policy.key().interfaceId() == 9);
        assertThat(plan.blocks()).hasSize(3).allMatch(policy -> policy.key().interfaceId() == 0);
        assertThat(plan.bypasses(false))
                .singleElement()
                .satisfies(into ->
                        assertThat(into.key().selector().interfaceIndex()).isEqualTo(3))
                .satisfies(into -> assertThat(into.priority()).isBetween(1001, 1999));
        LinkPolicyPlan marked =
                new LinkPolicyPlan(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"), new TunnelBinding(3, 0, 9));
        assertThat(marked.inbound()).allMatch(policy -> policy.key().mark().equals(new XfrmMark(9, -1)));
        assertThat(marked.blocks()).allMatch(policy -> policy.key().mark().equals(XfrmMark.NONE));
    }
}
