package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ChangeStatus;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;
import org.qgate.wbem.model.CimArgument;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.MethodProvider;
import org.qgate.wbem.provider.MethodResult;
import org.qgate.wbem.provider.Role;

/**
 * Methods of the service that changes links: each is one step, taken by one command to the agent. What the agent refuses is told by the
 * return code and a sentence, so that a client can tell a lock from a mistake.
 */
final class ConfigurationMethods implements MethodProvider {
    private static final long COMPLETED = 0;
    private static final long NOT_SUPPORTED = 1;
    private static final long FAILED = 4;
    private static final long INVALID_PARAMETER = 5;
    private static final long STEP_UNDER_WAY = 4096;
    private static final long STALE_GENERATION = 32_768;
    private static final long LOCKED = 32_769;
    private static final long BAD_TOKEN = 32_770;
    private static final long WRONG_STEP = 32_771;
    private static final long UNKNOWN_LINK = 32_772;
    private static final long INVALID_CONFIGURATION = 32_773;
    private static final long NOT_PROVEN = 32_774;
    private static final long TRANSACTION_ENDED = 32_775;
    private static final long PEER_UNREACHABLE = 32_776;
    private static final long AGENT_UNREACHABLE = 32_777;

    private static final long MILLIS_PER_SECOND = 1_000;

    private final AgentCommands commands;
    private final ConfigurationInstances instances;

    ConfigurationMethods(AgentCommands commands, GatewayNames names) {
        this.commands = commands;
        this.instances = new ConfigurationInstances(names);
    }

    /** The owner's own step, by the token of his lock. */
    @FunctionalInterface
    private interface Step {
        ChangeCommand command(String link, long token);
    }

    @Override
    public MethodResult invoke(Caller caller, CimObjectPath target, String method, List<CimArgument> given)
            throws CimException {
        MethodArguments arguments = new MethodArguments(given);
        String link = arguments.text("LinkName").orElse("");
        try {
            return switch (method) {
                case "LockLink" -> lock(caller, link, arguments);
                case "PrepareLink" -> step(caller, arguments, (name, token) -> prepare(name, token, arguments));
                case "BlockTraffic" -> step(caller, arguments, ChangeCommand.Block::new);
                case "InstallInbound" -> step(caller, arguments, ChangeCommand.Inbound::new);
                case "InstallOutbound" -> step(caller, arguments, ChangeCommand.Outbound::new);
                case "ProveLink" -> step(caller, arguments, ChangeCommand.Prove::new);
                case "CommitLink" -> step(caller, arguments, (name, token) -> commit(name, token, arguments));
                case "ConfirmLink" -> step(caller, arguments, ChangeCommand.Confirm::new);
                case "UndoChange" -> step(caller, arguments, ChangeCommand.Undo::new);
                case "ReleaseLock" -> step(caller, arguments, ChangeCommand.Release::new);
                case "BreakLock" -> breakLock(caller, link);
                case "GetConfiguration" -> configuration();
                default -> MethodResult.code(NOT_SUPPORTED);
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            return told(INVALID_PARAMETER, String.valueOf(e.getMessage()));
        } catch (CommandRefusedException e) {
            return refused(e);
        } catch (IOException e) {
            return told(AGENT_UNREACHABLE, "the agent does not answer: " + e.getMessage());
        }
    }

    private MethodResult lock(Caller caller, String link, MethodArguments arguments)
            throws IOException, CommandRefusedException {
        ControlReply.Locked locked = commands.ask(
                new ChangeCommand.Lock(
                        link,
                        arguments.text("TransactionID").orElse(""),
                        arguments.number("Generation").orElse(-1L),
                        caller.user(),
                        millis("TimeoutSeconds", arguments)),
                ControlReply.Locked.class);
        return answer(locked.change(), CimArgument.of("Token", CimInteger.uint64(locked.token())));
    }

    /** The token proves which lock is meant, not who asks: it is a number that can be guessed. */
    private MethodResult step(Caller caller, MethodArguments arguments, Step step)
            throws IOException, CommandRefusedException {
        String link = arguments.text("LinkName").orElse("");
        ChangeCommand command = step.command(link, arguments.number("Token").orElse(0L));
        ChangeStatus now = commands.ask(new ChangeCommand.Poll(link), ControlReply.Change.class)
                .change();
        if (!now.owner().isEmpty() && !now.owner().equals(caller.user())) {
            return told(BAD_TOKEN, "the lock of link " + link + " belongs to " + now.owner());
        }
        return answer(commands.ask(command, ControlReply.Change.class).change());
    }

    private static ChangeCommand prepare(String link, long token, MethodArguments arguments) {
        Optional<LinkConfiguration> wanted =
                arguments.instance("Setting").map(setting -> LinkSettingReader.read(link, setting));
        return new ChangeCommand.Prepare(link, token, wanted);
    }

    private static ChangeCommand commit(String link, long token, MethodArguments arguments) {
        return new ChangeCommand.Commit(link, token, millis("ConfirmTimeoutSeconds", arguments));
    }

    private MethodResult breakLock(Caller caller, String link)
            throws CimException, IOException, CommandRefusedException {
        if (!caller.role().includes(Role.ADMIN)) {
            throw new CimException(
                    CimStatus.ACCESS_DENIED, "breaking the lock undoes another user's change: it needs the role admin");
        }
        return answer(commands.ask(new ChangeCommand.BreakLock(link, caller.user()), ControlReply.Change.class)
                .change());
    }

    private MethodResult configuration() throws IOException, CommandRefusedException {
        ControlReply.Configurations all =
                commands.ask(new ControlCommand.Configuration(Optional.empty()), ControlReply.Configurations.class);
        List<CimInstance> changes =
                all.changes().stream().map(instances::change).toList();
        return new MethodResult(
                CimInteger.uint32(COMPLETED),
                List.of(
                        CimArgument.of("Generation", CimInteger.uint64(all.generation())),
                        CimArgument.of("Settings", new CimArray(new ArrayList<>(embedded(instances.settings(all))))),
                        CimArgument.of("Changes", new CimArray(new ArrayList<>(embedded(changes))))));
    }

    private MethodResult answer(ChangeStatus change, CimArgument... more) {
        long code = change.stepDone() ? COMPLETED : change.failure().isPresent() ? FAILED : STEP_UNDER_WAY;
        List<CimArgument> out = new ArrayList<>(List.of(more));
        out.add(CimArgument.of("Change", instances.change(change).withPath(null)));
        change.failure()
                .filter(failure -> code == FAILED)
                .ifPresent(failure -> out.add(CimArgument.of("Message", new CimString(failure))));
        return new MethodResult(CimInteger.uint32(code), out);
    }

    private static MethodResult refused(CommandRefusedException refusal) throws CimException {
        String message = refusal.error().message();
        ErrorCode code = refusal.error().code();
        return switch (code) {
            case STALE_GENERATION -> told(STALE_GENERATION, message);
            case LOCKED -> told(LOCKED, message);
            case BAD_TOKEN -> told(BAD_TOKEN, message);
            case WRONG_STEP, NOT_NOW -> told(WRONG_STEP, message);
            case UNKNOWN_LINK -> told(UNKNOWN_LINK, message);
            case INVALID_CONFIGURATION -> told(INVALID_CONFIGURATION, message);
            case NOT_PROVEN -> told(NOT_PROVEN, message);
            case TRANSACTION_ENDED -> told(TRANSACTION_ENDED, message);
            case PEER_UNREACHABLE -> told(PEER_UNREACHABLE, message);
            case NOT_SUPPORTED, UNSUPPORTED_VERSION -> told(NOT_SUPPORTED, message);
            case OUT_OF_RANGE, MALFORMED -> told(INVALID_PARAMETER, message);
            case BUSY, FAILED -> told(FAILED, message);
            case NOT_PERMITTED -> throw AgentCommands.exception(refusal);
        };
    }

    private static MethodResult told(long code, String message) {
        return new MethodResult(CimInteger.uint32(code), List.of(CimArgument.of("Message", new CimString(message))));
    }

    private static List<CimInstance> embedded(List<CimInstance> instances) {
        return instances.stream().map(instance -> instance.withPath(null)).toList();
    }

    private static long millis(String argument, MethodArguments arguments) {
        return arguments.number(argument).orElse(0L) * MILLIS_PER_SECOND;
    }
}
