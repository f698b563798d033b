package org.qgate.fleet;

import java.security.SecureRandom;
import org.qgate.fleet.cli.FailureText;
import org.qgate.fleet.cli.FleetCommand;
import org.qgate.fleet.cli.FleetEnvironment;
import org.qgate.fleet.gateway.GatewayConnector;
import org.qgate.fleet.inventory.Passwords;
import org.qgate.fleet.transaction.TransactionLimits;
import org.qgate.fleet.wbem.WbemConnector;
import picocli.CommandLine;

/** Puts the program together. */
public final class Wiring {
    private Wiring() {}

    /** How gateways are reached: over WBEM, with passwords from files and the environment. */
    public static GatewayConnector connector() {
        return new WbemConnector(new Passwords(System.getenv()));
    }

    /** The program without its process. */
    static CommandLine commandLine(FleetEnvironment environment) {
        CommandLine commandLine = new CommandLine(new FleetCommand(environment));
        commandLine.getCommandSpec().version("qgate-fleet " + version());
        commandLine.setExecutionExceptionHandler(new FailureText());
        return commandLine;
    }

    static FleetEnvironment environment() {
        return new FleetEnvironment(connector(), new SystemPace(), new SecureRandom(), TransactionLimits.USUAL);
    }

    private static String version() {
        String version = Wiring.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0" : version;
    }
}
