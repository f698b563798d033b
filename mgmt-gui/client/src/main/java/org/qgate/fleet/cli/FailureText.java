package org.qgate.fleet.cli;

import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.inventory.InventoryException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Failures of commands: a sentence and an exit code instead of a stack trace. */
public final class FailureText implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println("qgate-fleet: " + exception.getMessage());
        commandLine.getErr().flush();
        if (exception instanceof InventoryException) {
            return ExitCodes.USAGE;
        }
        if (exception instanceof GatewayException failure) {
            boolean reached = !failure.refusal().silent() && failure.refusal() != Refusal.NOT_TRUSTED;
            return reached ? ExitCodes.FAILED : ExitCodes.UNREACHABLE;
        }
        return ExitCodes.FAILED;
    }
}
