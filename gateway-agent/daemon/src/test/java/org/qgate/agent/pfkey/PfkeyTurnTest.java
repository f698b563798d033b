package org.qgate.agent.pfkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qgate.agent.pfkey.PfkeyTestLinks.in;
import static org.qgate.agent.pfkey.PfkeyTestLinks.out;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.pfkey.PfKeyConnection;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.SadbMsgType;

/** Many requests of one turn, which go together. */
class PfkeyTurnTest extends PfkeyProgrammerFixture {
    @Test
    void aTurnOfMoreThanOneBatchIsDoneInOrderAndAnsweredOneByOne() {
        int count = PfKeyConnection.REQUESTS_TOGETHER_MAX + 5;
        List<LinkEffect> effects = new ArrayList<>();
        List<LinkEvent> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            effects.add(installOutbound(i, 0x1000 + i));
            expected.add(new LinkEvent.OutboundInstalled(out(i)));
        }
        effects.add(new LinkEffect.SwitchOutbound(out(count - 1), 0x1000 + count - 1));
        expected.add(new LinkEvent.OutboundSwitched(out(count - 1)));
        effects.add(new LinkEffect.DeleteOutbound(out(0), 0x1000));
        assertThat(execute(effects.toArray(LinkEffect[]::new))).isEqualTo(expected);
        assertThat(model.sas().stream().map(PfKeyInstalledSa::reqid))
                .hasSize(count - 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void oneLostAnswerOfManyCostsThatSaAlone() {
        model.loseAnswerTo(SadbMsgType.ADD);
        assertThat(execute(installInbound(1, 0x2001), installInbound(2, 0x2002), installOutbound(1, 0x1001)))
                .satisfiesExactly(
                        lost -> assertThat(lost).isInstanceOf(LinkEvent.InboundRefused.class),
                        second -> assertThat(second).isEqualTo(new LinkEvent.InboundInstalled(in(2))),
                        third -> assertThat(third).isEqualTo(new LinkEvent.OutboundInstalled(out(1))));
        assertThat(model.sas()).hasSize(2);
        assertThat(residents.size()).isEqualTo(2);
    }

    @Test
    void whoAnswersNothingOfALongTurnIsGivenUpOnAndKeepsNothing() {
        int count = PfKeyConnection.REQUESTS_TOGETHER_MAX + 8;
        List<LinkEffect> effects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            model.loseAnswerTo(SadbMsgType.ADD);
            effects.add(installInbound(i, 0x2000 + i));
        }
        assertThat(execute(effects.toArray(LinkEffect[]::new)))
                .hasSize(count)
                .allSatisfy(each -> assertThat(each).isInstanceOf(LinkEvent.InboundRefused.class));
        assertThat(programmer.isSilent()).isTrue();
        assertThat(model.sas()).isEmpty();
        assertThat(residents.size()).isZero();
    }

    @Test
    void aRefusedSwitchIsTakenBackBeforeTheNextOfItsTurn() {
        execute(installOutbound(1, 0x1001), installOutbound(2, 0x1002), installOutbound(3, 0x1003));
        execute(new LinkEffect.SwitchOutbound(out(1), 0x1001));
        List<Integer> before = outboundReqids();
        model.refuseNext(SadbMsgType.X_SPDUPDATE, Errno.EINVAL);
        assertThat(execute(
                        new LinkEffect.SwitchOutbound(out(2), 0x1002), new LinkEffect.SwitchOutbound(out(3), 0x1003)))
                .satisfiesExactly(
                        refused -> assertThat(refused).isInstanceOf(LinkEvent.SwitchRefused.class),
                        done -> assertThat(done).isEqualTo(new LinkEvent.OutboundSwitched(out(3))));
        assertThat(outboundReqids()).hasSize(2).doesNotContainAnyElementsOf(before);
    }
}
