package org.qgate.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.control.SelectorStatus;

/** Changes of a link through the commands of two agents: their cores, their ledgers and the model of a kernel. */
class LinkChangeOfTwoAgentsTest {
    private static final String LINK = "alice-bob";

    @TempDir
    Path directory;

    private TwoAgents agents;
    private Map<TwoAgents.End, Long> tokens = Map.of();

    @BeforeEach
    void start() throws Exception {
        agents = new TwoAgents(directory, 7);
        agents.start();
        agents.run(2_000);
    }

    @AfterEach
    void close() throws Exception {
        agents.close();
    }

    private List<TwoAgents.End> ends() {
        return List.of(agents.alice, agents.bob);
    }

    private static <R extends ControlReply> R reply(TwoAgents.End end, ControlCommand command, Class<R> type) {
        TwoAgents.Answer answer = end.command(command);
        assertThat(answer.errors).isEmpty();
        assertThat(answer.replies).hasSize(1);
        return type.cast(answer.replies.get(0));
    }

    private static ControlReply.Configurations configurations(TwoAgents.End end) {
        return reply(end, new ControlCommand.Configuration(Optional.empty()), ControlReply.Configurations.class);
    }

    private static LinkConfiguration running(TwoAgents.End end) {
        return configurations(end).links().get(0);
    }

    /** Names the secret files that the configuration file named before. */
    private static LinkConfiguration withSecret(LinkConfiguration link) {
        return with(link, link.tunnelInterface(), LINK);
    }

    private static LinkConfiguration with(
            LinkConfiguration link, Optional<LinkConfiguration.Interface> tunnel, String secretName) {
        return new LinkConfiguration(
                link.name(),
                link.peer(),
                link.localAddress(),
                link.peerAddress(),
                link.controlPort(),
                link.helloPort(),
                link.suite(),
                link.periodMillis(),
                link.onStarvation(),
                link.selectors(),
                tunnel,
                link.addresses(),
                link.routes(),
                link.udpEncapsulation(),
                link.acceptSimulatedKeys(),
                link.keySourceRateBitsPerSecond(),
                secretName);
    }

    private void lock(String transaction) {
        tokens = ends().stream()
                .collect(Collectors.toMap(
                        end -> end,
                        end -> reply(
                                        end,
                                        new ChangeCommand.Lock(
                                                LINK,
                                                transaction,
                                                configurations(end).generation(),
                                                "carol",
                                                30_000),
                                        ControlReply.Locked.class)
                                .token()));
    }

    private long token(TwoAgents.End end) {
        return tokens.getOrDefault(end, 0L);
    }

    private interface Step {
        ChangeCommand of(TwoAgents.End end, long token);
    }

    private void both(Step step) {
        ends().forEach(end -> reply(end, step.of(end, token(end)), ControlReply.Change.class));
        for (int i = 0; i < 300 && !ends().stream().allMatch(end -> status(end).stepDone()); i++) {
            agents.run(50);
        }
        assertThat(ends()).allMatch(end -> status(end).stepDone());
    }

    private static ChangeStatus status(TwoAgents.End end) {
        return reply(end, new ChangeCommand.Poll(LINK), ControlReply.Change.class)
                .change();
    }

    private interface Wanted {
        Optional<LinkConfiguration> at(TwoAgents.End end);
    }

    private void commit(String transaction, Wanted wanted) {
        lock(transaction);
        both((end, token) -> new ChangeCommand.Prepare(LINK, token, wanted.at(end)));
        both((end, token) -> new ChangeCommand.Block(LINK, token));
        both((end, token) -> new ChangeCommand.Inbound(LINK, token));
        both((end, token) -> new ChangeCommand.Outbound(LINK, token));
        both((end, token) -> new ChangeCommand.Prove(LINK, token));
        both((end, token) -> new ChangeCommand.Commit(LINK, token, 30_000));
    }

    private void change(String transaction, Wanted wanted) {
        commit(transaction, wanted);
        both((end, token) -> new ChangeCommand.Confirm(LINK, token));
    }

    private static LinkStatus link(TwoAgents.End end) {
        return reply(end, new ControlCommand.Links(), ControlReply.Links.class)
                .links()
                .get(0);
    }

    @Test
    void anotherSuiteAndPeriodTakeOverBesideTheRunningOnes() {
        long missed = link(agents.alice).outbound().deadlinesMissed();
        change("t", end -> Optional.of(running(end).tuned("aes-gcm-128", 40)));
        agents.run(2_000);

        for (TwoAgents.End end : ends()) {
            assertThat(link(end).suite()).isEqualTo("aes-gcm-128");
            assertThat(link(end).state()).isEqualTo(LinkState.UP);
            assertThat(link(end).outbound().periodMillis()).isEqualTo(40);
            assertThat(running(end).suite()).isEqualTo("aes-gcm-128");
            assertThat(running(end).periodMillis()).isEqualTo(40);
            assertThat(status(end).decision()).isEqualTo(ChangeDecision.CONFIRMED);
        }
        assertThat(link(agents.alice).outbound().deadlinesMissed()).isEqualTo(missed);
    }

    @Test
    void anUnconfirmedChangeIsTakenBackByTheAgentsThemselves() {
        String before = link(agents.alice).suite();
        commit("t", end -> Optional.of(running(end).tuned("aes-gcm-128", 40)));
        assertThat(link(agents.alice).suite()).isEqualTo("aes-gcm-128");
        agents.run(33_000);

        for (TwoAgents.End end : ends()) {
            assertThat(status(end).decision()).isEqualTo(ChangeDecision.ABORTED);
            assertThat(link(end).suite()).isEqualTo(before);
            assertThat(link(end).state()).isEqualTo(LinkState.UP);
            assertThat(link(end).outbound().periodMillis()).isEqualTo(20);
        }
    }

    /** Traffic between 10.1.8.0/24 behind alice and 10.2.8.0/24 behind bob, and no other. */
    private LinkConfiguration reselected(TwoAgents.End end) {
        SelectorStatus ofAlice = new SelectorStatus("10.1.8.0/24", "10.2.8.0/24");
        SelectorStatus ofBob = new SelectorStatus("10.2.8.0/24", "10.1.8.0/24");
        return running(end).selecting(List.of(end == agents.alice ? ofAlice : ofBob));
    }

    @Test
    void otherTrafficIsBlockedThenReceivedThenSentAndTheOldGoesLast() {
        long missed = link(agents.alice).outbound().deadlinesMissed();
        List<String> blocked = List.of("out block", "in block", "fwd block");
        lock("t");
        both((end, token) -> new ChangeCommand.Prepare(LINK, token, Optional.of(reselected(end))));
        both((end, token) -> new ChangeCommand.Block(LINK, token));
        assertThat(ends())
                .allSatisfy(end -> assertThat(end.kernel.policies("10.2.8.0")).containsExactlyElementsOf(blocked));
        both((end, token) -> new ChangeCommand.Inbound(LINK, token));
        assertThat(ends())
                .allSatisfy(end -> assertThat(end.kernel.policies("10.2.8.0"))
                        .containsAll(blocked)
                        .contains("in protect 00000000", "fwd protect 00000000")
                        .hasSize(5));
        both((end, token) -> new ChangeCommand.Outbound(LINK, token));
        both((end, token) -> new ChangeCommand.Prove(LINK, token));
        both((end, token) -> new ChangeCommand.Commit(LINK, token, 30_000));
        assertThat(ends())
                .allSatisfy(end -> assertThat(end.kernel.policies("10.2.8.0"))
                        .containsExactlyInAnyOrderElementsOf(end.kernel.policies("10.2.0.0"))
                        .anyMatch(policy -> policy.startsWith("out protect "))
                        .hasSize(6));

        both((end, token) -> new ChangeCommand.Confirm(LINK, token));
        agents.run(1_000);
        for (TwoAgents.End end : ends()) {
            assertThat(end.kernel.policies("10.2.0.0")).isEmpty();
            assertThat(end.kernel.policies("10.2.8.0")).hasSize(6);
            assertThat(link(end).state()).isEqualTo(LinkState.UP);
            assertThat(running(end)).isEqualTo(reselected(end));
        }
        assertThat(link(agents.alice).outbound().deadlinesMissed()).isEqualTo(missed);
    }

    @Test
    void anUnconfirmedChangeOfTrafficIsTakenBack() {
        commit("t", end -> Optional.of(reselected(end)));
        agents.run(33_000);

        for (TwoAgents.End end : ends()) {
            assertThat(status(end).decision()).isEqualTo(ChangeDecision.ABORTED);
            assertThat(end.kernel.policies("10.2.8.0")).isEmpty();
            assertThat(end.kernel.policies("10.2.0.0")).hasSize(6);
            assertThat(link(end).state()).isEqualTo(LinkState.UP);
        }
    }

    @Test
    void whatWouldNeedAGapIsRefusedAndSaysWhatToDo() {
        lock("t");
        LinkConfiguration before = running(agents.alice);
        LinkConfiguration moved = LinkChangeOfTwoAgentsTest.withSecret(reselected(agents.alice));
        assertThat(refusal(moved)).contains("in a transaction before or after");
        LinkConfiguration.Interface made = new LinkConfiguration.Interface("qgx0", "auto", List.of(), 0);
        assertThat(refusal(with(before, Optional.of(made), before.secretName())))
                .contains("remove link alice-bob and make it again");
        assertThat(status(agents.alice).step()).isEqualTo(ChangeStep.LOCKED);
    }

    private String refusal(LinkConfiguration wanted) {
        TwoAgents.Answer answer =
                agents.alice.command(new ChangeCommand.Prepare(LINK, token(agents.alice), Optional.of(wanted)));
        assertThat(answer.errors)
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
        return answer.errors.get(0).message();
    }

    @Test
    void aLinkIsRemovedAndMadeAgain() {
        Map<TwoAgents.End, LinkConfiguration> before =
                ends().stream().collect(Collectors.toMap(end -> end, LinkChangeOfTwoAgentsTest::running));
        change("remove", end -> Optional.empty());
        agents.run(6_000);
        for (TwoAgents.End end : ends()) {
            assertThat(configurations(end).links()).isEmpty();
            assertThat(end.kernel.sas()).isEmpty();
            assertThat(end.kernel.policyCount()).isZero();
        }

        change("make", end -> Optional.of(withSecret(Objects.requireNonNull(before.get(end)))));
        agents.run(1_000);
        for (TwoAgents.End end : ends()) {
            assertThat(link(end).state()).isEqualTo(LinkState.UP);
            assertThat(running(end).secretName()).isEqualTo("alice-bob");
            assertThat(end.kernel.policies()).contains("out block", "in block", "fwd block");
        }
    }

    /** The one may have missed the other's last answer, and would ask again. */
    @Test
    void aRemovedLinkStaysWhileItsPeerIsSilent() {
        change("remove", end -> Optional.empty());
        agents.run(300);
        ends().forEach(end -> end.muted = true);
        agents.run(10_000);
        assertThat(ends())
                .allSatisfy(end -> assertThat(configurations(end).links()).hasSize(1));

        ends().forEach(end -> end.muted = false);
        agents.run(12_000);
        assertThat(ends()).allSatisfy(end -> {
            assertThat(configurations(end).links()).isEmpty();
            assertThat(end.kernel.sas()).isEmpty();
        });
    }
}
