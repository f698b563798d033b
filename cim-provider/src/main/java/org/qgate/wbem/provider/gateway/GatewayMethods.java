package org.qgate.wbem.provider.gateway;

import java.util.List;
import java.util.Optional;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.MethodProvider;
import org.qgate.wbem.provider.MethodResult;
import org.qgate.wbem.provider.Role;

/** Methods of links and of the agent's service, with the return codes that CIM gives them. */
final class GatewayMethods implements MethodProvider {
    /** Classes whose methods are carried out, or refused by a return code, here. */
    static final List<String> CLASSES = List.of(
            GatewayNames.GATEWAY,
            GatewayNames.AGENT_SERVICE,
            GatewayNames.KEY_SERVICE,
            GatewayNames.LINK,
            GatewayNames.LINK_STATISTICS,
            GatewayNames.WINDOW_STATISTICS,
            GatewayNames.SA,
            GatewayNames.SA_STATISTICS,
            GatewayNames.PEER,
            GatewayNames.KEY_SOURCE);

    private static final long COMPLETED = 0;
    private static final long NOT_SUPPORTED = 1;
    private static final long FAILED = 4;
    private static final long INVALID_PARAMETER = 5;
    private static final long INVALID_STATE_TRANSITION = 4097;
    private static final long TIMEOUT_NOT_SUPPORTED = 4098;
    private static final long BUSY = 4099;
    private static final long SHUT_DOWN = 4;
    private static final long RESET = 11;

    private final AgentCommands commands;

    GatewayMethods(AgentCommands commands) {
        this.commands = commands;
    }

    @Override
    public MethodResult invoke(Caller caller, CimObjectPath target, String method, List<CimArgument> given)
            throws CimException {
        MethodArguments arguments = new MethodArguments(given);
        boolean link = CimNames.same(target.className(), GatewayNames.LINK);
        String name = target.stringKey("Name").orElse("");
        if (CimNames.same(method, "RequestStateChange")) {
            return requestStateChange(caller, target, name, arguments);
        }
        if (link && CimNames.same(method, "Reset")) {
            return carryOut(new ControlCommand.Reset(name));
        }
        if (link && CimNames.same(method, "SetKeyPeriod")) {
            Optional<Long> period = arguments.number("KeyPeriodMillis").filter(millis -> millis > 0);
            return period.isEmpty()
                    ? MethodResult.code(INVALID_PARAMETER)
                    : carryOut(new ControlCommand.SetPeriod(name, period.get()));
        }
        return MethodResult.code(NOT_SUPPORTED);
    }

    private MethodResult requestStateChange(Caller caller, CimObjectPath target, String name, MethodArguments arguments)
            throws CimException {
        if (arguments.has("TimeoutPeriod")) {
            return MethodResult.code(TIMEOUT_NOT_SUPPORTED);
        }
        Optional<Long> state = arguments.number("RequestedState");
        if (state.isEmpty()) {
            return MethodResult.code(INVALID_PARAMETER);
        }
        if (CimNames.same(target.className(), GatewayNames.LINK)) {
            return state.get() == RESET
                    ? carryOut(new ControlCommand.Reset(name))
                    : MethodResult.code(INVALID_STATE_TRANSITION);
        }
        if (CimNames.same(target.className(), GatewayNames.AGENT_SERVICE)) {
            if (state.get() != SHUT_DOWN) {
                return MethodResult.code(INVALID_STATE_TRANSITION);
            }
            if (!caller.role().includes(Role.ADMIN)) {
                throw new CimException(
                        CimStatus.ACCESS_DENIED, "shutting the agent down removes every link: it needs the role admin");
            }
            return carryOut(new ControlCommand.Teardown());
        }
        return MethodResult.code(NOT_SUPPORTED);
    }

    /** What CIM has a return code for is told by it; a missing link or permission is an error of the operation. */
    private MethodResult carryOut(ControlCommand command) throws CimException {
        try {
            commands.change(command);
            return MethodResult.code(COMPLETED);
        } catch (CimException e) {
            if (e.getCause() instanceof CommandRefusedException refusal) {
                return switch (refusal.error().code()) {
                    case OUT_OF_RANGE -> MethodResult.code(INVALID_PARAMETER);
                    case NOT_NOW -> MethodResult.code(INVALID_STATE_TRANSITION);
                    case BUSY, LOCKED -> MethodResult.code(BUSY);
                    case FAILED -> MethodResult.code(FAILED);
                    case NOT_SUPPORTED -> MethodResult.code(NOT_SUPPORTED);
                    case MALFORMED,
                            UNSUPPORTED_VERSION,
                            NOT_PERMITTED,
                            UNKNOWN_LINK,
                            STALE_GENERATION,
                            BAD_TOKEN,
                            WRONG_STEP,
                            INVALID_CONFIGURATION,
                            NOT_PROVEN,
                            TRANSACTION_ENDED,
                            PEER_UNREACHABLE -> throw e;
                };
            }
            throw e;
        }
    }
}
