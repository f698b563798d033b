package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.InstalledPolicy;
import org.qgate.linux.xfrm.XfrmDirection;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.qgate.linux.xfrm.XfrmPolicyKey;
import org.qgate.linux.xfrm.XfrmSocket;
import org.qgate.linux.xfrm.XfrmUserpolicyId;

class PolicyRepairTest {
    private static final LinkName LINK = new LinkName("alice-bob");
    private static final SaName FIRST = new SaName(LINK, 1, Direction.LOW_TO_HIGH, Channel.DATA, 1);

    private final List<LinkName> touched = new ArrayList<>();
    private final PolicyWatch watch = new PolicyWatch(new Disturbances() {
        @Override
        public void policiesTouched(LinkName link) {
            touched.add(link);
        }

        @Override
        public void sasLost(LinkName link, int count) {
            throw new AssertionError("policies are no SAs");
        }
    });
    private final SecretArena arena = TestLinks.arena();
    private final ModelKernel kernel = new ModelKernel();
    private final XfrmSocket socket = kernel.socket();
    private final XfrmSaProgrammer programmer =
            new XfrmSaProgrammer(socket, new ResidentSas((link, event) -> {}, Disturbances.UNHEARD), arena);
    private final XfrmGateway gateway = new XfrmGateway(socket, programmer, watch);
    private final PolicyRepair repair = new PolicyRepair(socket);
    private final XfrmLink link = new XfrmLink(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"));

    @BeforeEach
    void prepare() throws Exception {
        gateway.prepare(link);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private void execute(LinkEffect effect) {
        programmer.add(link, effect);
        programmer.execute((name, event) -> {});
    }

    private XfrmPolicyKey outbound() {
        return link.plan().outbound(0).get(0).key();
    }

    @Test
    void findsNothingWhereNothingWasTouched() throws Exception {
        execute(new LinkEffect.SwitchOutbound(FIRST, 0x1001));
        kernel.log().clear();
        assertThat(repair.repair(link)).isEmpty();
        assertThat(kernel.log()).isEmpty();
    }

    @Test
    void putsAllBackAfterAFlushAndBlocksFirst() throws Exception {
        execute(new LinkEffect.SwitchOutbound(FIRST, 0x1001));
        Set<String> all = Set.copyOf(kernel.policies());
        kernel.deletePolicies(each -> true);
        kernel.log().clear();

        assertThat(repair.repair(link)).hasSize(6).allMatch(text -> text.endsWith("was deleted"));
        assertThat(kernel.policies()).isEqualTo(all).contains("out protect 00001001");
        assertThat(kernel.log().subList(0, 3))
                .containsExactly("policy out block", "policy in block", "policy fwd block");
    }

    @Test
    void putsBackOneThatSomebodyOpened() throws Exception {
        execute(new LinkEffect.SwitchOutbound(FIRST, 0x1001));
        XfrmPolicy opened = XfrmPolicy.bypass(outbound().selector(), XfrmDirection.OUT, 1);
        socket.batch().updatePolicy(opened).send();
        assertThat(kernel.policies()).contains("out bypass");

        assertThat(repair.repair(link)).singleElement().asString().endsWith("was changed");
        assertThat(kernel.policies()).contains("out protect 00001001").doesNotContain("out bypass");
    }

    @Test
    void aPredecessorsOutPolicyStaysUntilTheFirstSwitchAndNothingIsLetOutWhileBlocked() throws Exception {
        XfrmPolicy foreign = XfrmPolicy.bypass(outbound().selector(), XfrmDirection.OUT, 1);
        socket.batch().updatePolicy(foreign).send();
        assertThat(repair.repair(link)).isEmpty();

        execute(new LinkEffect.BlockOutbound("tested"));
        socket.batch().updatePolicy(foreign).send();
        assertThat(repair.repair(link)).hasSize(1);
        assertThat(kernel.policies()).doesNotContain("out bypass").contains("out block");
    }

    @Test
    void afterAStopOnlyTheBlocksAreWantedAndAfterARemovalNone() throws Exception {
        gateway.retreat(link);
        kernel.deletePolicies(each -> true);
        assertThat(repair.repair(link)).hasSize(3);
        assertThat(kernel.policies()).containsExactlyInAnyOrder("out block", "in block", "fwd block");

        gateway.lift(link);
        assertThat(repair.repair(link)).isEmpty();
        assertThat(kernel.policyCount()).isZero();
    }

    @Test
    void hearsOfItsOwnPoliciesOnlyAndOnceUntilItLooks() throws Exception {
        XfrmEvent deleted = new XfrmEvent.PolicyDeleted(
                new XfrmUserpolicyId(outbound().selector(), 0, XfrmDirection.OUT.number()), Optional.empty());
        watch.follow(deleted);
        watch.follow(deleted);
        watch.follow(new XfrmEvent.PoliciesFlushed());
        assertThat(touched).containsExactly(LINK);

        watch.looking(LINK);
        InstalledPolicy added =
                socket.getPolicy(link.plan().blocks().get(1).key()).orElseThrow();
        watch.follow(new XfrmEvent.PolicyAdded(added));
        assertThat(touched).containsExactly(LINK, LINK);

        watch.looking(LINK);
        XfrmUserpolicyId others =
                new XfrmUserpolicyId(outbound().selector().withUser(5), 0, XfrmDirection.OUT.number());
        watch.follow(new XfrmEvent.PolicyDeleted(others, Optional.empty()));
        assertThat(touched).hasSize(2);
        watch.follow(new XfrmEvent.Lost("overrun"));
        assertThat(touched).hasSize(3);

        gateway.lift(link);
        watch.looking(LINK);
        watch.follow(new XfrmEvent.PoliciesFlushed());
        assertThat(touched).hasSize(3);
    }
}
