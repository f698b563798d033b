package org.qgate.fleet.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qgate.fleet.gateway.FleetReader;
import org.qgate.fleet.gateway.FleetReading;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.inventory.InventoryException;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.plan.LinkDefinition;
import org.qgate.fleet.plan.LinkDefinitionReader;
import org.qgate.fleet.plan.Plan;
import org.qgate.fleet.plan.Planner;
import org.qgate.fleet.transaction.LinkChangeSession;
import org.qgate.fleet.transaction.TransactionLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that plan and change links. */
@Command(
        name = "link",
        description = "Links: what a definition would change, the change itself, removal, and where changes are.",
        synopsisSubcommandLabel = "COMMAND")
public final class LinkCommand {
    @ParentCommand
    private @Nullable FleetCommand parent;

    private FleetCommand fleet() {
        return Objects.requireNonNull(parent, "picocli sets the parent");
    }

    @Command(name = "plan", description = "What would change at each end, and in which steps. Changes nothing.")
    int plan(@Parameters(paramLabel = "FILE", description = "The link's definition, HOCON.") Path file)
            throws InventoryException, GatewayException {
        LinkDefinition definition = LinkDefinitionReader.read(file);
        try (LinkChangeSession session = session(definition.gateways())) {
            show(session.planFor(definition));
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "apply",
            description = {
                "Make the link as its definition says, on both gateways or on none. What a dead client of the same user left",
                "behind is undone first. Ctrl-C undoes, until the change is confirmed."
            })
    int apply(
            @Parameters(paramLabel = "FILE", description = "The link's definition, HOCON.") Path file,
            @Mixin ChangeOptions options,
            @Option(
                            names = "--confirm-within",
                            paramLabel = "DURATION",
                            converter = DurationText.class,
                            defaultValue = "20s",
                            description = "From the commit; then both gateways go back (default: ${DEFAULT-VALUE}).")
                    Duration confirmWithin)
            throws InventoryException, GatewayException {
        LinkDefinition definition = LinkDefinitionReader.read(file);
        try (LinkChangeSession session = session(definition.gateways())) {
            return new LinkChange(fleet().output(), session, limits(options.timeLimit(), confirmWithin))
                    .run(() -> session.planFor(definition), options.isDryRun());
        }
    }

    @Command(
            name = "remove",
            description = {
                "Take a link away on both gateways. Its traffic is then NO LONGER BLOCKED: it may leave in clear.",
                "Without --ends, all gateways of the inventory are asked where the link is."
            })
    int remove(
            @Parameters(paramLabel = "LINK", description = "The link.") String link,
            @Option(
                            names = "--ends",
                            paramLabel = "GATEWAY",
                            split = ",",
                            arity = "1",
                            description = "Its two gateways, as alice,bob.")
                    @Nullable
                    List<String> ends,
            @Mixin ChangeOptions options)
            throws InventoryException, GatewayException, InterruptedException {
        List<String> gateways = ends == null ? endsOf(link) : ends;
        if (gateways.size() != 2) {
            throw new InventoryException("it is not clear which two gateways link " + link
                    + " joins, as far as they can be reached: name them with --ends");
        }
        try (LinkChangeSession session = session(gateways)) {
            return new LinkChange(fleet().output(), session, limits(options.timeLimit(), options.timeLimit()))
                    .run(() -> session.planRemoval(link), options.isDryRun());
        }
    }

    @Command(
            name = "status",
            description = "Configured links and changes of them: the generation, who changes what, and how far it is.")
    int status(@Parameters(arity = "0..1", paramLabel = "LINK", description = "Only this link.") @Nullable String link)
            throws InventoryException, InterruptedException {
        List<FleetReading<GatewayConfiguration>> readings = configurations();
        fleet().output().show(ConfigurationText.views(readings, link), ConfigurationText.table(readings, link));
        return ExitCodes.ofReadings(readings);
    }

    @Command(
            name = "break-lock",
            description = "Take a link's lock from whoever has it, and undo what is not confirmed. For administrators.")
    int breakLock(
            @Parameters(index = "0", paramLabel = "LINK", description = "The link.") String link,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "GATEWAY", description = "Where.")
                    List<String> gateways)
            throws InventoryException, InterruptedException {
        FleetReader reader = new FleetReader(fleet().environment().connector());
        boolean all = true;
        for (FleetReading<?> reading : reader.ask(fleet().chosen(gateways), client -> client.breakLock(link))) {
            String what = reading.value().isPresent() ? "the lock is broken" : reading.reason();
            fleet().output()
                    .show(
                            new Broken(reading.gateway(), reading.value().isPresent(), what),
                            reading.gateway() + ": " + what + "\n");
            all &= reading.value().isPresent();
        }
        return all ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** What {@code --json} shows of a broken lock. */
    record Broken(String gateway, boolean broken, String message) {}

    private TransactionLimits limits(Duration total, Duration confirm) {
        return fleet().environment().limits().within(total, confirm);
    }

    private void show(Plan plan) {
        fleet().output().show(PlanText.view(plan), PlanText.human(plan));
    }

    private LinkChangeSession session(List<String> gateways) throws InventoryException, GatewayException {
        FleetEnvironment environment = fleet().environment();
        return LinkChangeSession.open(
                environment.connector(), fleet().chosen(gateways), environment.pace(), environment.random());
    }

    private List<FleetReading<GatewayConfiguration>> configurations() throws InventoryException, InterruptedException {
        return new FleetReader(fleet().environment().connector())
                .ask(fleet().chosen(List.of()), GatewayClient::configuration);
    }

    private List<String> endsOf(String link) throws InventoryException, InterruptedException {
        Map<String, GatewayConfiguration> byName = new LinkedHashMap<>();
        configurations().forEach(reading -> reading.value().ifPresent(found -> byName.put(reading.gateway(), found)));
        return Planner.endsOf(link, byName);
    }
}
