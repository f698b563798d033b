package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.control.ControlCommand;
import org.qgate.control.ErrorCode;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.Role;

class GatewayMethodsTest {
    private static final Caller OPERATOR = new Caller("otto", Role.OPERATOR);
    private static final Caller ADMIN = new Caller("ada", Role.ADMIN);
    private static final GatewayNames NAMES = new GatewayNames("alice");

    private final FakeAgent agent = new FakeAgent();
    private final List<String> changes = new ArrayList<>();
    private final GatewayMethods methods = new GatewayMethods(new AgentCommands(agent, () -> changes.add("changed")));

    private String code(Caller caller, CimObjectPath target, String method, CimArgument... arguments)
            throws CimException {
        return String.valueOf(
                methods.invoke(caller, target, method, List.of(arguments)).returnValue());
    }

    private static CimArgument state(int state) {
        return CimArgument.of("RequestedState", CimInteger.uint16(state));
    }

    private static CimArgument period(long millis) {
        return CimArgument.of("KeyPeriodMillis", CimInteger.uint32(millis));
    }

    @Test
    void linksAreResetByMethodAndByState() throws CimException {
        assertThat(code(OPERATOR, NAMES.link("ab"), "reset")).isEqualTo("0");
        assertThat(code(OPERATOR, NAMES.link("ab"), "RequestStateChange", state(11)))
                .isEqualTo("0");

        assertThat(agent.asked).containsExactly(new ControlCommand.Reset("ab"), new ControlCommand.Reset("ab"));
        assertThat(changes).hasSize(2);
    }

    @Test
    void theKeyPeriodIsSetByMethod() throws CimException {
        assertThat(code(OPERATOR, NAMES.link("ab"), "SetKeyPeriod", period(40))).isEqualTo("0");
        assertThat(code(OPERATOR, NAMES.link("ab"), "SetKeyPeriod", period(0))).isEqualTo("5");
        assertThat(code(OPERATOR, NAMES.link("ab"), "SetKeyPeriod")).isEqualTo("5");

        assertThat(agent.asked).containsExactly(new ControlCommand.SetPeriod("ab", 40));
    }

    @Test
    void whatCannotBeIsToldByTheReturnCode() throws CimException {
        CimArgument timeout = CimArgument.of("TimeoutPeriod", CimDateTime.of(Duration.ofSeconds(1)));

        assertThat(code(OPERATOR, NAMES.link("ab"), "RequestStateChange", state(3)))
                .isEqualTo("4097");
        assertThat(code(OPERATOR, NAMES.link("ab"), "RequestStateChange")).isEqualTo("5");
        assertThat(code(OPERATOR, NAMES.link("ab"), "RequestStateChange", state(11), timeout))
                .isEqualTo("4098");
        assertThat(code(OPERATOR, NAMES.link("ab"), "BroadcastReset")).isEqualTo("1");
        assertThat(code(OPERATOR, NAMES.gateway(), "RequestStateChange", state(11)))
                .isEqualTo("1");
        assertThat(code(ADMIN, NAMES.agentService(), "RequestStateChange", state(2)))
                .isEqualTo("4097");
        assertThat(agent.asked).isEmpty();
    }

    @Test
    void onlyAnAdminShutsTheAgentDown() throws CimException {
        assertThatThrownBy(() -> code(OPERATOR, NAMES.agentService(), "RequestStateChange", state(4)))
                .isInstanceOfSatisfying(
                        CimException.class, e -> assertThat(e.status()).isEqualTo(CimStatus.ACCESS_DENIED));
        assertThat(agent.asked).isEmpty();

        assertThat(code(ADMIN, NAMES.agentService(), "RequestStateChange", state(4)))
                .isEqualTo("0");
        assertThat(agent.asked).containsExactly(new ControlCommand.Teardown());
    }

    @ParameterizedTest
    @CsvSource({"OUT_OF_RANGE, 5", "NOT_NOW, 4097", "BUSY, 4099", "FAILED, 4"})
    void refusalsOfTheAgentBecomeReturnCodes(ErrorCode refusal, String code) throws Exception {
        try (ScriptedAgent scripted = ScriptedAgent.refusing(refusal, "because");
                ControlSocketAgent socket = new ControlSocketAgent(scripted.path(), Duration.ofSeconds(20))) {
            GatewayMethods remote = new GatewayMethods(new AgentCommands(socket, () -> {}));

            assertThat(remote.invoke(OPERATOR, NAMES.link("ab"), "Reset", List.of())
                            .returnValue())
                    .hasToString(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_LINK, NOT_FOUND", "NOT_PERMITTED, ACCESS_DENIED", "UNSUPPORTED_VERSION, NOT_SUPPORTED"})
    void otherRefusalsAreErrorsOfTheOperation(ErrorCode refusal, CimStatus status) throws Exception {
        try (ScriptedAgent scripted = ScriptedAgent.refusing(refusal, "because");
                ControlSocketAgent socket = new ControlSocketAgent(scripted.path(), Duration.ofSeconds(20))) {
            GatewayMethods remote = new GatewayMethods(new AgentCommands(socket, () -> {}));

            assertThatThrownBy(() -> remote.invoke(OPERATOR, NAMES.link("ab"), "Reset", List.of()))
                    .hasMessage("because")
                    .isInstanceOfSatisfying(
                            CimException.class, e -> assertThat(e.status()).isEqualTo(status));
        }
    }
}
