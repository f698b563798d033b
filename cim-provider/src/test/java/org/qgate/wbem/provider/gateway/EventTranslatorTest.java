package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.provider.InstanceConformance;
import org.qgate.wbem.schema.Schema;

class EventTranslatorTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static Schema schema = Schema.empty();

    private final EventTranslator translator = new EventTranslator(new GatewayNames("alice"), NOON);
    private final Set<String> identifiers = new HashSet<>();
    private long sequence;

    @BeforeAll
    static void compile() throws Exception {
        schema = Objects.requireNonNull(MofCompiler.compileProduct().schemas().get("root/qgate"));
    }

    private List<CimInstance> tell(ControlEvent event) {
        List<CimInstance> told = translator.translate(event, NOON);
        told.forEach(this::check);
        return told;
    }

    private void check(CimInstance indication) {
        assertThat(InstanceConformance.checkProperties(schema, indication).isIndication())
                .isTrue();
        assertThat(indication.path()).isNull();
        assertThat(identifiers.add(indication.string("IndicationIdentifier").orElseThrow()))
                .isTrue();
        indication.value("SourceInstance").ifPresent(source -> {
            InstanceConformance.checkProperties(schema, (CimInstance) source);
            assertThat(indication.string("SourceInstanceModelPath").orElseThrow())
                    .startsWith("root/qgate:QGATE_");
        });
    }

    private ControlEvent snapshot(LinkStatus... links) {
        sequence++;
        return new ControlEvent.Snapshot(sequence, 1_000, List.of(links));
    }

    private static List<String> kinds(List<CimInstance> told) {
        return told.stream()
                .map(indication -> indication.string("MessageID").orElse(indication.className()))
                .toList();
    }

    @Test
    void theFirstSnapshotIsNoNews() {
        assertThat(tell(snapshot(FakeAgent.link("ab", LinkState.UP)))).isEmpty();
        assertThat(tell(snapshot(FakeAgent.link("ab", LinkState.UP)))).isEmpty();
    }

    @Test
    void aChangeOfStateIsToldOnce() {
        tell(snapshot(FakeAgent.link("ab", LinkState.UP)));
        List<CimInstance> told = tell(new ControlEvent.LinkStateChanged("ab", LinkState.UP, LinkState.BLOCKED, 7));

        assertThat(kinds(told)).containsExactly(Alerts.LINK_STATE_CHANGED, "CIM_InstModification");
        CimInstance alert = told.get(0);
        assertThat(alert.value("PerceivedSeverity")).contains(CimInteger.uint16(Alerts.CRITICAL));
        assertThat(alert.value("PreviousLinkState")).contains(CimInteger.uint16(3));
        assertThat(alert.value("LinkState")).contains(CimInteger.uint16(7));
        assertThat(alert.string("Message").orElseThrow()).contains("link ab to bob went from up to blocked");
        CimInstance before = (CimInstance) told.get(1).value("PreviousInstance").orElseThrow();
        CimInstance after = (CimInstance) told.get(1).value("SourceInstance").orElseThrow();
        assertThat(before.value("OperationalStatus")).contains(CimArray.ofUint16(2));
        assertThat(after.value("OperationalStatus")).contains(CimArray.ofUint16(6));
        assertThat(tell(snapshot(FakeAgent.link("ab", LinkState.BLOCKED)))).isEmpty();
        assertThat(tell(new ControlEvent.LinkStateChanged("ab", LinkState.UP, LinkState.BLOCKED, 7)))
                .isEmpty();
        assertThat(tell(new ControlEvent.LinkStateChanged("none", LinkState.UP, LinkState.BLOCKED, 7)))
                .isEmpty();
    }

    @Test
    void aResetHasAMessageOfItsOwn() {
        tell(snapshot(FakeAgent.link("ab", LinkState.UP)));

        assertThat(kinds(tell(new ControlEvent.LinkStateChanged("ab", LinkState.UP, LinkState.RESETTING, 8))))
                .containsExactly(Alerts.LINK_RESET, "CIM_InstModification");
    }

    @Test
    void alarmsComeAndGo() {
        tell(snapshot(FakeAgent.link("ab", LinkState.UP)));
        List<CimInstance> raised = tell(new ControlEvent.AlarmRaised("ab", FakeAgent.alarm("outbound-blocked")));

        assertThat(kinds(raised)).containsExactly(Alerts.ALARM_RAISED, "CIM_InstCreation");
        assertThat(raised.get(0).value("AlertType")).contains(CimInteger.uint16(Alerts.SECURITY));
        assertThat(raised.get(0).value("PerceivedSeverity")).contains(CimInteger.uint16(Alerts.CRITICAL));
        assertThat(raised.get(0).string("AlarmCode")).contains("outbound-blocked");
        assertThat(tell(snapshot(FakeAgent.link("ab", LinkState.UP, FakeAgent.alarm("outbound-blocked")))))
                .isEmpty();
        assertThat(kinds(tell(new ControlEvent.AlarmCleared("ab", "outbound-blocked"))))
                .containsExactly(Alerts.ALARM_CLEARED, "CIM_InstDeletion");
        assertThat(tell(new ControlEvent.AlarmCleared("ab", "outbound-blocked")))
                .isEmpty();
    }

    @Test
    void whatChangedWhileNobodyListenedIsToldAfterwards() {
        tell(snapshot(
                FakeAgent.link("ab", LinkState.UP, FakeAgent.alarm("peer-silent")),
                FakeAgent.link("ad", LinkState.UP)));
        List<CimInstance> told = tell(snapshot(
                FakeAgent.link("ab", LinkState.HOLDING, FakeAgent.alarm("key-starvation")),
                FakeAgent.link("ac", LinkState.CONNECTING)));

        assertThat(kinds(told))
                .containsExactly(
                        "CIM_InstDeletion",
                        Alerts.LINK_STATE_CHANGED,
                        "CIM_InstModification",
                        Alerts.ALARM_CLEARED,
                        "CIM_InstDeletion",
                        Alerts.ALARM_RAISED,
                        "CIM_InstCreation",
                        "CIM_InstCreation");
    }

    @Test
    void aChangedConfigurationNamesWhatChanged() {
        tell(snapshot(FakeAgent.link("ab", LinkState.UP, 20)));
        List<CimInstance> told = tell(snapshot(FakeAgent.link("ab", LinkState.UP, 50)));

        assertThat(kinds(told)).containsExactly(Alerts.CONFIGURATION_CHANGED, "CIM_InstModification");
        assertThat(told.get(1).value("ChangedPropertyNames")).contains(CimArray.ofStrings(List.of("KeyPeriodMillis")));
    }

    @Test
    void aConfirmedChangeIsToldWithWhoseItWas() {
        CimInstance told = tell(new ControlEvent.ConfigurationChanged("ab", "t-1", "otto", 5))
                .get(0);

        assertThat(told.string("MessageID")).contains(Alerts.CHANGE_CONFIRMED);
        assertThat(told.string("Message").orElseThrow()).contains("link ab", "otto", "generation 5");
        assertThat(told.string("TransactionID")).contains("t-1");
        assertThat(told.string("ChangeOwner")).contains("otto");
        assertThat(told.value("AlertType")).contains(CimInteger.uint16(Alerts.MODEL_CHANGE));
    }

    @Test
    void aChangeWhoseTimeWasOverIsAWarningAndOneUndoneByItsOwnerIsNot() {
        CimInstance timedOut = tell(new ControlEvent.ChangeRolledBack(
                        "ab", "t-1", "otto", true, "not confirmed within 30 s"))
                .get(0);
        CimInstance undone = tell(new ControlEvent.ChangeRolledBack("ab", "t-2", "otto", false, "released"))
                .get(0);

        assertThat(timedOut.string("MessageID")).contains(Alerts.CHANGE_TIMED_OUT);
        assertThat(timedOut.value("PerceivedSeverity")).contains(CimInteger.uint16(Alerts.WARNING));
        assertThat(timedOut.string("Message").orElseThrow()).contains("not confirmed within 30 s");
        assertThat(undone.string("MessageID")).contains(Alerts.CHANGE_UNDONE);
        assertThat(undone.value("PerceivedSeverity")).contains(CimInteger.uint16(Alerts.INFORMATION));
    }

    @Test
    void configurationsThatCameChangedAndWentAreTold() {
        List<LinkConfiguration> before = List.of(FakeChanges.configuration("ab"), FakeChanges.configuration("ac"));
        CimInstance faster = CimInstance.builder("QGATE_LinkSetting")
                .set("PeerName", "bob")
                .set("LocalAddress", "192.0.2.1")
                .set("PeerAddress", "192.0.2.2")
                .uint32("KeyPeriodMillis", 5)
                .build();
        List<LinkConfiguration> after = List.of(LinkSettingReader.read("ac", faster), FakeChanges.configuration("ad"));

        assertThat(translator.compare(new ControlReply.Configurations(4, before, List.of()), NOON))
                .isEmpty();
        assertThat(translator.compare(new ControlReply.Configurations(5, before, List.of()), NOON))
                .isEmpty();
        List<CimInstance> told = translator.compare(new ControlReply.Configurations(6, after, List.of()), NOON);

        told.forEach(this::check);
        assertThat(kinds(told)).containsExactly("CIM_InstDeletion", "CIM_InstModification", "CIM_InstCreation");
        assertThat(String.valueOf(told.get(1).value("ChangedPropertyNames").orElseThrow()))
                .contains("KeyPeriodMillis", "InterfaceName", "LocalPrefixes")
                .doesNotContain("Generation", "PeerName");
    }

    @Test
    void losingTheAgentIsCriticalAndItsReturnIsNot() {
        CimInstance lost = translator.lost("no answer", NOON);
        CimInstance back = translator.back(NOON);
        check(lost);
        check(back);

        assertThat(lost.value("PerceivedSeverity")).contains(CimInteger.uint16(Alerts.CRITICAL));
        assertThat(lost.string("Message").orElseThrow()).contains("alice").contains("no answer");
        assertThat(back.value("PerceivedSeverity")).contains(CimInteger.uint16(Alerts.INFORMATION));
        assertThat(back.string("MessageID")).contains(Alerts.AGENT_BACK);
    }
}
