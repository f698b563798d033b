package org.qgate.agent.ctl;

import org.qgate.agent.ProgramVersion;
import org.qgate.control.AgentUnreachableException;
import org.qgate.control.CommandRefusedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** {@code qgatectl}. Exit codes: 0 done, 1 refused or failed, 2 wrong arguments, 3 the agent cannot be reached. */
public final class QgatectlMain {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;

    private QgatectlMain() {}

    /** Starts the program. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The program without its process, for tests. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new QgatectlCommand());
        commandLine.getCommandSpec().version("qgatectl " + ProgramVersion.text());
        commandLine.setExecutionExceptionHandler(handler());
        return commandLine;
    }

    private static IExecutionExceptionHandler handler() {
        return (exception, commandLine, parsed) -> {
            commandLine.getErr().println("qgatectl: " + exception.getMessage());
            commandLine.getErr().flush();
            if (exception instanceof AgentUnreachableException) {
                return UNREACHABLE;
            }
            // An argument that the contract does not accept, such as a link name with a blank.
            return exception instanceof IllegalArgumentException
                            && !(exception.getCause() instanceof CommandRefusedException)
                    ? USAGE
                    : FAILED;
        };
    }
}
