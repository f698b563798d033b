package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.InstanceConformance;
import org.qgate.wbem.provider.MethodResult;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.Schema;

/** The methods against an agent that speaks the control contract on a socket. */
class ConfigurationMethodsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Caller OTTO = new Caller("otto", Role.OPERATOR);
    private static final Caller OLGA = new Caller("olga", Role.OPERATOR);
    private static final Caller ADA = new Caller("ada", Role.ADMIN);
    private static final GatewayNames NAMES = new GatewayNames("alice");
    private static final List<String> STEPS = List.of(
            "BlockTraffic",
            "InstallInbound",
            "InstallOutbound",
            "ProveLink",
            "ConfirmLink",
            "UndoChange",
            "ReleaseLock");

    private static Schema schema = Schema.empty();

    private final FakeAgent fake = new FakeAgent();
    private final List<String> changes = new ArrayList<>();
    private final ScriptedAgent scripted;
    private final ControlSocketAgent socket;
    private final ConfigurationMethods methods;
    private long token;

    ConfigurationMethodsTest() throws Exception {
        scripted = ScriptedAgent.answering(fake);
        socket = new ControlSocketAgent(scripted.path(), LONG);
        methods = new ConfigurationMethods(new AgentCommands(socket, () -> changes.add("changed")), NAMES);
    }

    @BeforeAll
    static void compile() throws Exception {
        schema = Objects.requireNonNull(MofCompiler.compileProduct().schemas().get("root/qgate"));
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        scripted.close();
    }

    private MethodResult call(Caller caller, String method, CimArgument... arguments) throws CimException {
        MethodResult result = methods.invoke(caller, NAMES.configurationService(), method, List.of(arguments));
        check(method, result);
        return result;
    }

    /** Every answer fits the declaration: its code is in the value map, its arguments are out ones of their types. */
    private static void check(String method, MethodResult result) {
        CimMethod declared = schema.findClass(GatewayNames.CONFIGURATION_SERVICE)
                .orElseThrow()
                .method(method)
                .orElseThrow();
        CimArray codes = (CimArray) Objects.requireNonNull(
                declared.qualifier("ValueMap").orElseThrow().value());
        assertThat(codes.elements()).contains(new CimString(String.valueOf(result.returnValue())));
        for (CimArgument argument : result.out()) {
            CimParameter parameter = declared.parameter(argument.name()).orElseThrow();
            assertThat(parameter.isOut()).as(argument.name()).isTrue();
            assertThat(parameter.type().accepts(argument.value()))
                    .as(argument.name())
                    .isTrue();
            if (argument.value() instanceof CimInstance instance) {
                InstanceConformance.checkProperties(schema, instance);
            }
        }
    }

    private MethodResult lock(Caller caller, String transaction, long generation) throws CimException {
        MethodResult result = call(
                caller,
                "LockLink",
                link("ab"),
                CimArgument.of("TransactionID", new CimString(transaction)),
                CimArgument.of("Generation", CimInteger.uint64(generation)),
                CimArgument.of("TimeoutSeconds", CimInteger.uint32(60)));
        token = new MethodArguments(result.out()).number("Token").orElse(0L);
        return result;
    }

    private MethodResult step(Caller caller, String method) throws CimException {
        return call(caller, method, link("ab"), token());
    }

    private MethodResult prepare(CimInstance setting) throws CimException {
        return call(OTTO, "PrepareLink", link("ab"), token(), CimArgument.of("Setting", setting));
    }

    private MethodResult commit() throws CimException {
        return call(
                OTTO,
                "CommitLink",
                link("ab"),
                token(),
                CimArgument.of("ConfirmTimeoutSeconds", CimInteger.uint32(30)));
    }

    private CimArgument token() {
        return CimArgument.of("Token", CimInteger.uint64(token));
    }

    private static CimArgument link(String name) {
        return CimArgument.of("LinkName", new CimString(name));
    }

    private static String code(MethodResult result) {
        return String.valueOf(result.returnValue());
    }

    private static String message(MethodResult result) {
        return new MethodArguments(result.out()).text("Message").orElse("");
    }

    private static CimInstance change(MethodResult result) {
        return new MethodArguments(result.out()).instance("Change").orElseThrow();
    }

    private static CimInstance.Builder wanted() {
        return CimInstance.builder("QGATE_LinkSetting")
                .set("PeerName", "bob")
                .set("LocalAddress", "192.0.2.1")
                .set("PeerAddress", "192.0.2.2")
                .set("LocalPrefixes", CimArray.ofStrings(List.of("10.1.0.0/24")))
                .set("RemotePrefixes", CimArray.ofStrings(List.of("10.2.0.0/24")));
    }

    @Test
    void aChangeGoesThroughAllItsSteps() throws CimException {
        assertThat(code(lock(OTTO, "t-1", 4))).isEqualTo("0");
        assertThat(token).isEqualTo(9);
        assertThat(code(prepare(wanted().set("Suite", "aes-gcm-128").build()))).isEqualTo("0");
        assertThat(code(step(OTTO, "BlockTraffic"))).isEqualTo("0");
        MethodResult begun = step(OTTO, "InstallInbound");
        assertThat(code(begun)).isEqualTo("4096");
        assertThat(change(begun).value("Step")).contains(CimInteger.uint16(5));
        assertThat(code(step(OTTO, "InstallOutbound"))).isEqualTo("0");
        assertThat(code(step(OTTO, "ProveLink"))).isEqualTo("0");
        assertThat(code(commit())).isEqualTo("0");
        MethodResult confirmed = step(OTTO, "ConfirmLink");

        assertThat(code(confirmed)).isEqualTo("0");
        assertThat(change(confirmed).value("Decision")).contains(CimInteger.uint16(3));
        assertThat(fake.changes.generation()).isEqualTo(5);
        assertThat(fake.changes.running())
                .filteredOn(one -> one.name().equals("ab"))
                .singleElement()
                .satisfies(one -> assertThat(one.suite()).isEqualTo("aes-gcm-128"));
        assertThat(changes).hasSize(8);
    }

    @Test
    void aLinkIsRemovedByPreparingNothing() throws CimException {
        lock(OTTO, "t-1", 4);
        assertThat(code(call(OTTO, "PrepareLink", link("ab"), token()))).isEqualTo("0");
        step(OTTO, "ConfirmLink");

        assertThat(fake.changes.running()).extracting(LinkConfiguration::name).containsExactly("ac");
    }

    @Test
    void theSameLockAgainGivesTheSameToken() throws CimException {
        lock(OTTO, "t-1", 4);
        long first = token;
        assertThat(code(lock(OTTO, "t-1", 4))).isEqualTo("0");
        assertThat(token).isEqualTo(first);
    }

    @Test
    void whoHasNotTheLockIsToldSo() throws CimException {
        assertThat(message(lock(OTTO, "t-1", 3))).contains("generation 4");
        assertThat(code(lock(OTTO, "t-1", 3))).isEqualTo("32768");
        lock(OTTO, "t-1", 4);
        long ottos = token;
        MethodResult late = lock(OLGA, "t-2", 4);
        assertThat(code(late)).isEqualTo("32769");
        assertThat(message(late)).contains("otto");
        token = ottos + 1;
        assertThat(code(step(OTTO, "BlockTraffic"))).isEqualTo("32770");
        token = ottos;
        assertThat(code(step(OTTO, "ProveLink"))).isEqualTo("32771");
    }

    @Test
    void anothersTokenIsOfNoUseEvenIfItIsGuessed() throws CimException {
        lock(OTTO, "t-1", 4);
        for (String method : STEPS) {
            MethodResult refused = step(OLGA, method);
            assertThat(code(refused)).as(method).isEqualTo("32770");
            assertThat(message(refused)).contains("belongs to otto");
        }
        assertThat(code(step(ADA, "UndoChange"))).isEqualTo("32770");
        assertThat(change(step(OTTO, "UndoChange")).value("Step")).contains(CimInteger.uint16(2));
    }

    @Test
    void onlyAnAdminBreaksALock() throws CimException {
        lock(OTTO, "t-1", 4);
        assertThatThrownBy(() -> call(OLGA, "BreakLock", link("ab")))
                .isInstanceOfSatisfying(
                        CimException.class, e -> assertThat(e.status()).isEqualTo(CimStatus.ACCESS_DENIED));

        MethodResult broken = call(ADA, "BreakLock", link("ab"));

        assertThat(code(broken)).isEqualTo("0");
        assertThat(change(broken).value("Decision")).contains(CimInteger.uint16(4));
        assertThat(code(step(OTTO, "BlockTraffic"))).isEqualTo("32770");
    }

    @Test
    void aStepThatFailsSaysWhy() throws CimException {
        lock(OTTO, "t-1", 4);
        prepare(wanted().build());
        fake.changes.failure = "the peer does not answer";

        MethodResult failed = step(OTTO, "BlockTraffic");

        assertThat(code(failed)).isEqualTo("4");
        assertThat(message(failed)).isEqualTo("the peer does not answer");
        assertThat(change(failed).string("Failure")).contains("the peer does not answer");
        assertThat(change(failed).value("StepDone").orElseThrow()).hasToString("false");
    }

    @Test
    void aSettingThatCannotBeReadIsAnInvalidParameter() throws CimException {
        lock(OTTO, "t-1", 4);
        assertThat(message(prepare(CimInstance.builder("QGATE_LinkSetting").build())))
                .contains("lacks PeerName");
        assertThat(message(prepare(wanted().set("LinkName", "other").build()))).contains("other, not for ab");
        assertThat(message(prepare(wanted().set("Addresses", CimArray.ofStrings(List.of("10.0.0.1/32")))
                        .build())))
                .contains("AddressDevices has 0 elements and needs 1");
        MethodResult result = prepare(wanted().set("RouteDestinations", CimArray.ofStrings(List.of("10.9.0.0/16")))
                .set("RouteDevices", CimArray.ofStrings(List.of("eth0", "eth1")))
                .build());
        assertThat(code(result)).isEqualTo("5");
        assertThat(message(result)).contains("RouteDevices has 2 elements and needs 1");
        assertThat(code(call(OTTO, "CommitLink", link("ab"), token()))).isEqualTo("5");
        assertThat(code(call(OTTO, "BlockTraffic", link("no such name!"), token())))
                .isEqualTo("5");
    }

    @Test
    void theWholeConfigurationIsGivenAtOnce() throws CimException {
        lock(OTTO, "t-1", 4);
        MethodResult all = call(new Caller("vera", Role.VIEWER), "GetConfiguration");

        assertThat(code(all)).isEqualTo("0");
        assertThat(new MethodArguments(all.out()).number("Generation")).contains(4L);
        List<CimInstance> settings = embedded(all, "Settings");
        assertThat(settings)
                .extracting(setting ->
                        LinkSettingReader.read(setting.string("LinkName").orElse(""), setting))
                .containsExactly(FakeChanges.configuration("ab"), FakeChanges.configuration("ac"));
        settings.forEach(setting -> InstanceConformance.checkProperties(schema, setting));
        assertThat(embedded(all, "Changes"))
                .singleElement()
                .satisfies(change -> assertThat(change.string("Owner")).contains("otto"));
        assertThat(all.out().toString()).doesNotContain("Token");
    }

    private static List<CimInstance> embedded(MethodResult result, String name) {
        CimArray array = (CimArray) Objects.requireNonNull(result.out().stream()
                .filter(argument -> argument.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value());
        return array.elements().stream().map(CimInstance.class::cast).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "STALE_GENERATION, 32768",
        "LOCKED, 32769",
        "BAD_TOKEN, 32770",
        "WRONG_STEP, 32771",
        "NOT_NOW, 32771",
        "UNKNOWN_LINK, 32772",
        "INVALID_CONFIGURATION, 32773",
        "NOT_PROVEN, 32774",
        "TRANSACTION_ENDED, 32775",
        "PEER_UNREACHABLE, 32776",
        "NOT_SUPPORTED, 1",
        "UNSUPPORTED_VERSION, 1",
        "OUT_OF_RANGE, 5",
        "MALFORMED, 5",
        "BUSY, 4",
        "FAILED, 4"
    })
    void whatTheAgentRefusesIsToldByCodeAndSentence(ErrorCode refusal, String code) throws Exception {
        try (ScriptedAgent refusing = ScriptedAgent.refusing(refusal, "because");
                ControlSocketAgent agent = new ControlSocketAgent(refusing.path(), LONG)) {
            MethodResult result = new ConfigurationMethods(new AgentCommands(agent, () -> {}), NAMES)
                    .invoke(OTTO, NAMES.configurationService(), "ProveLink", List.of(link("ab"), token()));

            assertThat(code(result)).isEqualTo(code);
            assertThat(message(result)).isEqualTo("because");
        }
    }

    @Test
    void aServerThatTheAgentDoesNotLetIsAnErrorOfTheOperation() throws Exception {
        try (ScriptedAgent refusing = ScriptedAgent.refusing(ErrorCode.NOT_PERMITTED, "not you");
                ControlSocketAgent agent = new ControlSocketAgent(refusing.path(), LONG)) {
            ConfigurationMethods refused = new ConfigurationMethods(new AgentCommands(agent, () -> {}), NAMES);

            assertThatThrownBy(() -> refused.invoke(
                            OTTO, NAMES.configurationService(), "ProveLink", List.of(link("ab"), token())))
                    .hasMessage("not you")
                    .isInstanceOfSatisfying(
                            CimException.class, e -> assertThat(e.status()).isEqualTo(CimStatus.ACCESS_DENIED));
        }
    }

    @Test
    void anAgentThatIsNotThereIsToldByItsCode() throws CimException {
        try (ControlSocketAgent nobody = new ControlSocketAgent(Path.of("/nonexistent/agent.sock"), LONG)) {
            ConfigurationMethods alone = new ConfigurationMethods(new AgentCommands(nobody, () -> {}), NAMES);

            MethodResult step =
                    alone.invoke(OTTO, NAMES.configurationService(), "ProveLink", List.of(link("ab"), token()));
            MethodResult read = alone.invoke(OTTO, NAMES.configurationService(), "GetConfiguration", List.of());

            assertThat(code(step)).isEqualTo("32777");
            assertThat(code(read)).isEqualTo("32777");
            assertThat(message(read)).contains("does not answer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"StartService", "StopService", "RequestStateChange"})
    void whatServicesCanOtherwiseIsNotSupported(String method) throws CimException {
        assertThat(code(methods.invoke(OTTO, NAMES.configurationService(), method, List.of())))
                .isEqualTo("1");
    }
}
