package org.qgate.simulator;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code qgate-sim}. Exit codes: 0 all held, 1 a violation or a surviving mutant, 2 wrong arguments. */
@Command(
        name = "qgate-sim",
        description = "Simulates two gateways around the protocol core; one seed decides everything.",
        mixinStandardHelpOptions = true,
        versionProvider = SimulatorMain.Version.class,
        subcommands = {RunCommand.class, MutantsCommand.class, CompareCommand.class, EvaluateCommand.class})
public final class SimulatorMain {
    private SimulatorMain() {}

    /** Starts the program. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SimulatorMain());
    }

    /** The version that the jar's manifest names. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SimulatorMain.class.getPackage().getImplementationVersion();
            return new String[] {"qgate-sim " + (version == null ? "(not packaged)" : version)};
        }
    }
}
