package org.qgate.agent.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qgate.agent.pfkey.PfkeyTestLinks.in;
import static org.qgate.agent.pfkey.PfkeyTestLinks.out;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.pfkey.IpsecAction;
import org.qgate.linux.pfkey.IpsecDirection;
import org.qgate.linux.pfkey.PfKeyEvent;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.SadbAddress;
import org.qgate.linux.pfkey.SadbAlg;
import org.qgate.linux.pfkey.SadbAlgorithm;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbSatype;
import org.qgate.linux.pfkey.SadbXIpsecrequest;

class PfkeySaProgrammerTest extends PfkeyProgrammerFixture {
    private void leavesNothing() {
        assertThat(policies(IpsecDirection.OUTBOUND))
                .hasSize(2)
                .allSatisfy(policy -> assertThat(policy.rule().action()).isEqualTo(IpsecAction.DISCARD));
    }

    @Test
    void discardsUntilTheFirstSwitchAndLetsNothingInInClear() {
        leavesNothing();
        assertThat(policies(IpsecDirection.INBOUND)).hasSize(2);
        assertThat(policies(IpsecDirection.FORWARD))
                .hasSize(2)
                .allSatisfy(policy -> assertThat(policy.rule().requests())
                        .singleElement()
                        .satisfies(request -> assertThat(request.reqid())
                                .isEqualTo(link.reqids().inbound())));
        execute(installOutbound(1, 0x1001));
        leavesNothing();
    }

    @Test
    void eachOutboundSaHasAReqidOfItsOwnAndASwitchNamesIt() {
        assertThat(execute(
                        installOutbound(1, 0x1001),
                        installOutbound(2, 0x1002),
                        new LinkEffect.SwitchOutbound(out(1), 0x1001)))
                .containsExactly(
                        new LinkEvent.OutboundInstalled(out(1)),
                        new LinkEvent.OutboundInstalled(out(2)),
                        new LinkEvent.OutboundSwitched(out(1)));
        List<Integer> reqids = model.sas().stream().map(PfKeyInstalledSa::reqid).toList();
        assertThat(reqids)
                .doesNotHaveDuplicates()
                .allMatch(reqid -> link.reqids().has(reqid));
        assertThat(outboundReqids()).containsExactly(reqids.get(0), reqids.get(0));

        execute(new LinkEffect.SwitchOutbound(out(2), 0x1002), new LinkEffect.DeleteOutbound(out(1), 0x1001));
        assertThat(outboundReqids()).containsExactly(reqids.get(1), reqids.get(1));
        assertThat(model.sas())
                .singleElement()
                .satisfies(sa -> assertThat(sa.name().spi()).isEqualTo(0x1002));
    }

    @Test
    void installsLimitsAndWindowAsTheOtherEndCanHaveThem() {
        assertThat(execute(installInbound(1, 0x2001))).containsExactly(new LinkEvent.InboundInstalled(in(1)));
        PfKeyInstalledSa sa = model.sas().get(0);
        assertThat(sa.sa().replay()).isEqualTo(32);
        assertThat(sa.message().lifetime(SadbExt.LIFETIME_HARD).orElseThrow().bytes())
                .isEqualTo(1 << 24);
        assertThat(sa.message().lifetime(SadbExt.LIFETIME_SOFT).orElseThrow().useSeconds())
                .isEqualTo(50);
        assertThat(sa.message().replay()).isEmpty();
    }

    @Test
    void refusalsAndLostAnswersLeaveNothing() {
        execute(installInbound(1, 0x2001));
        assertThat(execute(installInbound(2, 0x2001)))
                .singleElement()
                .isInstanceOfSatisfying(
                        LinkEvent.InboundRefused.class,
                        refused -> assertThat(refused.reason()).contains("EEXIST"));
        assertThat(model.sas()).hasSize(1);
        model.loseAnswerTo(SadbMsgType.ADD);
        assertThat(execute(installOutbound(1, 0x1001))).singleElement().isInstanceOf(LinkEvent.OutboundRefused.class);
        assertThat(model.sas()).hasSize(1);
        assertThat(residents.size()).isOne();
    }

    @Test
    void aSwitchThatTookOnlySomeSelectorsIsTakenBack() {
        execute(installOutbound(1, 0x1001), installOutbound(2, 0x1002), new LinkEffect.SwitchOutbound(out(1), 0x1001));
        List<Integer> before = outboundReqids();
        model.refuseNext(SadbMsgType.X_SPDUPDATE, Errno.EINVAL);
        assertThat(execute(new LinkEffect.SwitchOutbound(out(2), 0x1002)))
                .singleElement()
                .isInstanceOf(LinkEvent.SwitchRefused.class);
        assertThat(outboundReqids()).isEqualTo(before);
        assertThat(execute(new LinkEffect.SwitchOutbound(out(9), 0x1009)))
                .singleElement()
                .isInstanceOf(LinkEvent.SwitchRefused.class);
    }

    @Test
    void aBlockDiscards() {
        assertThat(execute(
                        installOutbound(1, 0x1001),
                        new LinkEffect.SwitchOutbound(out(1), 0x1001),
                        new LinkEffect.BlockOutbound("no keys")))
                .endsWith(new LinkEvent.OutboundBlocked());
        leavesNothing();
    }

    @Test
    void reqidsAreUsedAgainAndThoseOfVanishedSasAreFound() {
        int generations = ReqidBlock.generations();
        for (int i = 0; i < generations; i++) {
            assertThat(execute(installOutbound(i, 0x1000 + i)).get(0)).isInstanceOf(LinkEvent.OutboundInstalled.class);
        }
        assertThat(execute(installOutbound(99, 0x2000))).singleElement().isInstanceOf(LinkEvent.OutboundRefused.class);
        model.sas().stream()
                .limit(1)
                .forEach(sa -> assertThat(socket.delete(sa.name()).isDone()).isTrue());
        assertThat(execute(installOutbound(100, 0x2001))).containsExactly(new LinkEvent.OutboundInstalled(out(100)));
        assertThat(model.sas().stream().map(PfKeyInstalledSa::reqid)).doesNotHaveDuplicates();
    }

    @Test
    void aKeyEveryMillisecondFindsAReqidEachTime() {
        int ahead = 64;
        int left = 150;
        for (int i = 0; i < ahead; i++) {
            execute(installOutbound(i, 0x1000 + i));
        }
        for (int i = 0; i < 3 * ReqidBlock.generations(); i++) {
            assertThat(execute(
                            installOutbound(i + ahead, 0x1000 + i + ahead),
                            new LinkEffect.SwitchOutbound(out(i), 0x1000 + i)))
                    .containsExactly(
                            new LinkEvent.OutboundInstalled(out(i + ahead)), new LinkEvent.OutboundSwitched(out(i)));
            if (i >= left) {
                execute(new LinkEffect.DeleteOutbound(out(i - left), 0x1000 + i - left));
            }
            if (i % 100 == 0) {
                assertThat(model.sas().stream().map(PfKeyInstalledSa::reqid))
                        .hasSize(Math.min(i + 1, left) + ahead)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aSuccessorFindsWhatIsLeftAndDeletesItWhenTheLinkWants() throws IOException {
        execute(installInbound(1, 0x2001), installOutbound(1, 0x1001), new LinkEffect.SwitchOutbound(out(1), 0x1001));
        List<Integer> before = outboundReqids();

        assertThat(restart()).isEqualTo(2);
        assertThat(outboundReqids()).isEqualTo(before);
        execute(installOutbound(2, 0x1002));
        assertThat(model.sas().stream().map(PfKeyInstalledSa::reqid)).doesNotHaveDuplicates();
        model.refuseNext(SadbMsgType.X_SPDUPDATE, Errno.EINVAL);
        execute(new LinkEffect.SwitchOutbound(out(2), 0x1002));
        assertThat(outboundReqids()).isEqualTo(before);
        execute(new LinkEffect.SwitchOutbound(out(2), 0x1002), new LinkEffect.DeletePredecessors());
        assertThat(model.sas())
                .singleElement()
                .satisfies(sa -> assertThat(sa.name().spi()).isEqualTo(0x1002));
    }

    @Test
    void aStopKeepsDiscardingAndARemovalLifts() throws IOException {
        execute(installInbound(1, 0x2001), installOutbound(1, 0x1001), new LinkEffect.SwitchOutbound(out(1), 0x1001));
        gateway.retreat(link);
        assertThat(model.sas()).isEmpty();
        assertThat(model.policies())
                .hasSize(6)
                .allSatisfy(policy -> assertThat(policy.rule().action()).isEqualTo(IpsecAction.DISCARD));
        gateway.lift(link);
        assertThat(model.policies()).isEmpty();
        gateway.lift(link);
    }

    @Test
    void tellsTheLinkOfLimitsAndOfWhatOthersDelete() {
        execute(installInbound(1, 0x2001), installOutbound(1, 0x1001));
        PfKeyInstalledSa inbound = model.sas().get(0);
        PfKeyInstalledSa outbound = model.sas().get(1);
        residents.follow(new PfKeyEvent.SaExpired(inbound, false));
        residents.follow(new PfKeyEvent.SaExpired(inbound, true));
        residents.follow(new PfKeyEvent.SaExpired(inbound, true));
        residents.follow(new PfKeyEvent.SasFlushed(SadbSatype.ESP));
        residents.follow(new PfKeyEvent.SaDeleted(outbound));
        assertThat(reports)
                .containsExactly(
                        new LinkEvent.SaExpired(in(1), false),
                        new LinkEvent.SaExpired(in(1), true),
                        new LinkEvent.SaExpired(out(1), true));
    }

    @Test
    void packetsThatWantAnSaAreCountedAndChangeNothing() {
        execute(installOutbound(1, 0x1001), new LinkEffect.SwitchOutbound(out(1), 0x1001));
        List<PfKeyPolicy> before = model.policies();
        PfKeyMessage wanted = PfKeyMessage.of(
                SadbMsg.request(SadbMsgType.ACQUIRE, SadbSatype.ESP, 7, 0),
                SadbAddress.source(CONFIGURATION.endpoints().local()),
                SadbAddress.destination(CONFIGURATION.endpoints().peer()));
        for (int i = 0; i < 1000; i++) {
            residents.follow(PfKeyEvent.of(wanted));
        }
        assertThat(acquires.count()).isEqualTo(1000);
        assertThat(reports).isEmpty();
        assertThat(model.policies()).isEqualTo(before);
        assertThat(model.sas()).hasSize(1);
    }

    @Test
    void whatWasAskedForIsNoNews() {
        execute(installInbound(1, 0x2001));
        PfKeyInstalledSa sa = model.sas().get(0);
        execute(new LinkEffect.DeleteInbound(in(1), 0x2001), new LinkEffect.DeleteInbound(in(1), 0x2001));
        residents.follow(new PfKeyEvent.SaDeleted(sa));
        assertThat(reports).isEmpty();
    }

    @Test
    void refusesSuitesFamiliesAndReqidsThatPfKeyCannotHave() throws IOException {
        LinkConfiguration gcm =
                PfkeyTestLinks.alice(Suite.AES_GCM_256, 1, PfkeyTestLinks.selector("10.1.0.0/24", "10.2.0.0/24"));
        assertThatThrownBy(() -> gateway.requireCapabilities(List.of(gcm)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("aes-gcm-256");
        model.setCiphers(new SadbAlg(SadbAlgorithm.ENCRYPT_AES_GCM_16, 8, 160, 288));
        PfkeyGateway anew = new PfkeyGateway(PfKeySocket.open(model::connect, 99, 1), programmer);
        assertThatThrownBy(() -> anew.requireCapabilities(List.of(gcm, CONFIGURATION)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("aes-cbc");
        LinkConfiguration mixed = PfkeyTestLinks.alice(
                Suite.AES_GCM_256, 1, PfkeyTestLinks.selector("2001:db8:1::/48", "2001:db8:2::/48"));
        assertThatThrownBy(() -> anew.requireCapabilities(List.of(mixed)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one address family");
        LinkConfiguration sameBlock = PfkeyTestLinks.alice(Suite.AES_GCM_256, 1 + ReqidBlock.BLOCKS);
        assertThatThrownBy(() -> anew.requireCapabilities(List.of(gcm, sameBlock)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("share a block");
    }

    @Test
    void reqidsStayWhereManualOnesMayLie() {
        for (int reqid : new int[] {1, 77, ReqidBlock.BLOCKS, 1_000_000, Integer.MAX_VALUE}) {
            ReqidBlock block = ReqidBlock.of(reqid);
            assertThat(block.outbound(ReqidBlock.generations() - 1)).isLessThanOrEqualTo(SadbXIpsecrequest.REQID_MAX);
            assertThat(block.has(block.inbound())).isTrue();
            assertThat(block.has(block.outbound(ReqidBlock.generations() - 1))).isTrue();
            assertThat(block.has(block.outbound(ReqidBlock.generations() - 1) + 1))
                    .isFalse();
        }
    }
}
