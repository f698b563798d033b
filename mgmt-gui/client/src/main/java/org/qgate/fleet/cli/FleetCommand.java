package org.qgate.fleet.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.fleet.gateway.FleetReader;
import org.qgate.fleet.gateway.FleetReading;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.inventory.Inventory;
import org.qgate.fleet.inventory.InventoryException;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.inventory.InventoryReader;
import org.qgate.fleet.link.GatewayHealth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands of {@code qgate-fleet} that look at gateways, and the way to those that change links. */
@Command(
        name = "qgate-fleet",
        description = "Looks at the gateways of a fleet, and changes a link at both of its gateways at once.",
        mixinStandardHelpOptions = true,
        subcommands = LinkCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:refused or failed; what was begun is undone",
            "2:wrong arguments, inventory or definition",
            "3:a gateway cannot be reached, or is not trusted",
            "4:it is not known which configuration holds: ask with link status"
        })
public final class FleetCommand {
    private static final Duration INTERVAL_MIN = Duration.ofMillis(100);

    private final FleetEnvironment environment;

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:QGATE_INVENTORY:-/etc/qgate/fleet.conf}",
            description = "The gateways, HOCON (default: $QGATE_INVENTORY or /etc/qgate/fleet.conf).")
    private Path inventory = Path.of("/etc/qgate/fleet.conf");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON instead of text, one object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** With what the commands work with. */
    public FleetCommand(FleetEnvironment environment) {
        this.environment = environment;
    }

    FleetEnvironment environment() {
        return environment;
    }

    Output output() {
        return new Output(spec.commandLine().getOut(), json);
    }

    Inventory inventory() throws InventoryException {
        return InventoryReader.read(inventory);
    }

    /** Those of the names, or all. */
    List<InventoryGateway> chosen(List<String> names) throws InventoryException {
        Inventory all = inventory();
        if (names.isEmpty()) {
            return all.gateways();
        }
        List<InventoryGateway> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(
                    all.gateway(name).orElseThrow(() -> new InventoryException(inventory + " has no gateway " + name)));
        }
        return chosen;
    }

    @Command(name = "gateways", description = "The gateways with their links, one line a link.")
    int gateways(
            @Parameters(arity = "0..*", paramLabel = "GATEWAY", description = "Only these.") @Nullable
                    List<String> names)
            throws InventoryException, InterruptedException {
        List<FleetReading<GatewayHealth>> readings = health(chosen(orNone(names)));
        output().show(HealthText.views(readings), HealthText.table(readings));
        return ExitCodes.ofReadings(readings);
    }

    @Command(name = "watch", description = "What changes in the state of gateways and links, as it is seen.")
    int watch(
            @Parameters(arity = "0..*", paramLabel = "GATEWAY", description = "Only these.") @Nullable
                    List<String> names,
            @Option(
                            names = "--interval",
                            paramLabel = "DURATION",
                            converter = DurationText.class,
                            defaultValue = "2s",
                            description = "Between two looks, 100ms or more (default: ${DEFAULT-VALUE}).")
                    Duration interval,
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "End after so many looks; 0: until interrupted.")
                    long count)
            throws InventoryException, InterruptedException {
        List<InventoryGateway> watched = chosen(orNone(names));
        HealthChanges changes = new HealthChanges();
        long millis = Math.max(INTERVAL_MIN.toMillis(), interval.toMillis());
        for (long look = 1; count == 0 || look <= count; look++) {
            long next = environment.pace().nowMillis() + millis;
            for (HealthChanges.Change change : changes.since(health(watched))) {
                output().show(change, change.text() + "\n");
            }
            if (look != count) {
                environment.pace().sleepUntil(next);
            }
        }
        return ExitCodes.DONE;
    }

    private List<FleetReading<GatewayHealth>> health(List<InventoryGateway> gateways) throws InterruptedException {
        return new FleetReader(environment.connector()).ask(gateways, GatewayClient::health);
    }

    private static List<String> orNone(@Nullable List<String> names) {
        return names == null ? List.of() : names;
    }
}
