package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.EspOptions;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.UdpEncapsulation;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.DerivedKey;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmSocket;

/** AH on the control port in the kernel: its SAs, and the one policy that says under which one messages leave. */
class ControlAhTest {
    private static final SaLimits LIMITS = new SaLimits(1 << 20, 1 << 24, 86_400, 86_400);
    private static final LinkConfiguration AH = TestLinks.withControlAh(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"));
    private static final LinkConfiguration COVERED =
            TestLinks.withControlAh(TestLinks.alice("192.0.2.1/32", "192.0.2.0/24"));

    private final SecretArena arena = TestLinks.arena();
    private final ModelKernel kernel = new ModelKernel();
    private final XfrmSocket socket = kernel.socket();
    private final List<LinkEvent> reports = new ArrayList<>();
    private final ResidentSas residents = new ResidentSas((link, event) -> reports.add(event), Disturbances.UNHEARD);
    private final XfrmDataPlane plane =
            new XfrmDataPlane(socket, residents, new PolicyWatch(Disturbances.UNHEARD), arena, new Random(1));
    private byte nextKey = 1;

    @BeforeEach
    void prepare() throws Exception {
        assertThat(plane.prepare(AH)).isZero();
        kernel.log().clear();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private static LinkName link() {
        return AH.parameters().link();
    }

    private static SaName name(Direction direction, long index) {
        return new SaName(link(), 1, direction, Channel.CONTROL, index);
    }

    private static SaName out(long index) {
        return name(Direction.LOW_TO_HIGH, index);
    }

    private static SaName in(long index) {
        return name(Direction.HIGH_TO_LOW, index);
    }

    private SecretBytes key() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, nextKey++);
        return new DerivedKey(bytes);
    }

    private LinkEffect install(SaName sa, boolean inbound, int spi) {
        return new LinkEffect.InstallControlSa(sa, inbound, spi, key(), LIMITS);
    }

    private List<LinkEvent> execute(LinkEffect... effects) {
        List<LinkEvent> answers = new ArrayList<>();
        for (LinkEffect effect : effects) {
            plane.add(link(), effect);
        }
        plane.execute((name, event) -> answers.add(event));
        return answers;
    }

    @Test
    void installsSwitchesAndDeletesWithThePolicyForTheControlPort() {
        assertThat(kernel.policies()).contains("out bypass");
        assertThat(execute(install(in(1), true, 0x1001), install(out(1), false, 0x2001)))
                .containsExactly(new LinkEvent.ControlSaInstalled(in(1)), new LinkEvent.ControlSaInstalled(out(1)));
        assertThat(kernel.sas()).containsExactlyInAnyOrder("192.0.2.1/00001001", "192.0.2.2/00002001");
        assertThat(execute(new LinkEffect.ProtectControl(out(1), 0x2001)))
                .containsExactly(new LinkEvent.ControlProtected(out(1)));
        assertThat(kernel.policies()).contains("out protect 00002001").doesNotContain("out bypass");
        assertThat(execute(new LinkEffect.ExposeControl(), new LinkEffect.DeleteControlSa(out(1), false, 0x2001)))
                .isEmpty();
        assertThat(kernel.policies()).contains("out bypass").doesNotContain("out protect 00002001");
        assertThat(kernel.sas()).containsExactly("192.0.2.1/00001001");
    }

    @Test
    void tellsWhatTheKernelRefuses() {
        kernel.refuse(step -> step.startsWith("new sa") || step.contains("protect"));
        assertThat(execute(install(out(1), false, 0x2001)))
                .singleElement()
                .isInstanceOfSatisfying(
                        LinkEvent.ControlSaRefused.class,
                        refused -> assertThat(refused.sa()).isEqualTo(out(1)));
        assertThat(execute(new LinkEffect.ProtectControl(out(1), 0x2001)))
                .singleElement()
                .isInstanceOf(LinkEvent.ControlProtectionRefused.class);
        assertThat(kernel.policies()).contains("out bypass");
    }

    @Test
    void aFlushOfAhTakesNoEsp() {
        execute(install(in(1), true, 0x1001));
        SaName data = new SaName(link(), 1, Direction.HIGH_TO_LOW, Channel.DATA, 1);
        residents.enter(
                new XfrmId(IpAddress.parse("192.0.2.1"), 0x1001, XfrmId.ESP),
                new ResidentSa(data, new TrafficCounters()));
        residents.follow(new XfrmEvent.SasFlushed(XfrmId.AH));
        assertThat(reports).containsExactly(new LinkEvent.SaExpired(in(1), true));
        residents.follow(new XfrmEvent.SasFlushed(XfrmId.ESP));
        assertThat(reports).contains(new LinkEvent.SaExpired(data, true));
    }

    @Test
    void putsItsPolicyRightAsItIsInForce() throws Exception {
        execute(install(out(1), false, 0x2001), new LinkEffect.ProtectControl(out(1), 0x2001));
        assertThat(plane.repair(link())).isEmpty();
        kernel.deletePolicies("out protect 00002001"::equals);
        assertThat(plane.repair(link())).hasSize(1);
        assertThat(kernel.policies()).contains("out protect 00002001");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        execute(install(in(1), true, 0x1001), install(out(1), false, 0x2001));
        execute(new LinkEffect.ProtectControl(out(1), 0x2001));
        plane.retreat(link());
        assertThat(kernel.sas()).isEmpty();
        assertThat(kernel.policies()).contains("out bypass").noneMatch(policy -> policy.contains("protect"));
        plane.lift(link());
        assertThat(kernel.policyCount()).isZero();
    }

    @Test
    void whatAPredecessorHadInForceIsNoMore() throws Exception {
        execute(install(out(1), false, 0x2001), new LinkEffect.ProtectControl(out(1), 0x2001));
        XfrmDataPlane next = new XfrmDataPlane(
                kernel.socket(), residents, new PolicyWatch(Disturbances.UNHEARD), arena, new Random(2));
        assertThat(next.prepare(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"))).isEqualTo(1);
        assertThat(kernel.policies()).noneMatch(policy -> policy.startsWith("out protect"));
        next.add(link(), new LinkEffect.DeletePredecessors());
        next.execute((name, event) -> {});
        assertThat(kernel.sas()).isEmpty();
    }

    @Test
    void takesThePlaceOfTheBypassWhereSelectorsCoverTheGateways() throws Exception {
        ModelKernel covered = new ModelKernel();
        XfrmDataPlane other = new XfrmDataPlane(
                covered.socket(), residents, new PolicyWatch(Disturbances.UNHEARD), arena, new Random(3));
        other.prepare(COVERED);
        int before = covered.policyCount();
        other.add(link(), new LinkEffect.ProtectControl(out(1), 0x2001));
        other.execute((name, event) -> {});
        assertThat(covered.policyCount()).isEqualTo(before);
        assertThat(covered.policies()).contains("out protect 00002001", "in bypass", "out bypass");
    }

    @Test
    void cannotWhereAddressesAreTranslatedOrAnotherLinkDoes() throws Exception {
        assertThat(plane.controlAh(AH)).isEmpty();
        assertThat(plane.controlAh(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24")))
                .isPresent();
        assertThat(plane.controlAh(
                        TestLinks.with(AH, EspOptions.STANDARD.withEncapsulation(new UdpEncapsulation(4500, 4500)))))
                .isPresent();
        LinkConfiguration beside = new LinkConfiguration(
                TestLinks.withControlAh(TestLinks.carol("10.3.0.0/24", "10.4.0.0/24"))
                        .parameters(),
                AH.endpoints(),
                AH.secretFile(),
                AH.policies(),
                AH.esp(),
                AH.keySource(),
                AH.network());
        assertThat(plane.controlAh(beside).orElseThrow()).contains("alice-bob");
        assertThat(plane.controlAh(TestLinks.withControlAh(TestLinks.carol("10.3.0.0/24", "10.4.0.0/24"))))
                .isEqualTo(Optional.empty());
    }

    @Test
    void cannotWhereTheKernelCannot() throws Exception {
        kernel.refuse(step -> step.startsWith("new sa"));
        assertThat(plane.controlAh(AH)).isPresent();
    }
}
