package org.qgate.fleet.transaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayConnector;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.plan.Leftover;
import org.qgate.fleet.plan.LinkDefinition;
import org.qgate.fleet.plan.Plan;
import org.qgate.fleet.plan.Planner;

/**
 * Both gateways of a link at hand: makes plans from what they have now, and carries them out. Used by one thread.
 *
 * <p>A client that died in the middle of a change leaves no file behind, because the gateways know of it: {@link Plan#leftovers} shows it,
 * and {@link #recover} ends it, for the user who began it.
 */
public final class LinkChangeSession implements AutoCloseable {
    private final Map<String, GatewayClient> clients;
    private final Pace pace;
    private final RandomGenerator random;

    private LinkChangeSession(Map<String, GatewayClient> clients, Pace pace, RandomGenerator random) {
        this.clients = clients;
        this.pace = pace;
        this.random = random;
    }

    /**
     * For the two gateways of a link.
     *
     * @param random for the names of transactions
     */
    public static LinkChangeSession open(
            GatewayConnector connector, List<InventoryGateway> gateways, Pace pace, RandomGenerator random)
            throws GatewayException {
        if (gateways.size() != 2) {
            throw new IllegalArgumentException("a link has two gateways, not " + gateways.size());
        }
        Map<String, GatewayClient> clients = new LinkedHashMap<>();
        LinkChangeSession session = new LinkChangeSession(clients, pace, random);
        try {
            for (InventoryGateway gateway : gateways) {
                clients.put(gateway.name(), connector.connect(gateway));
            }
            return session;
        } catch (GatewayException e) {
            session.close();
            throw e;
        }
    }

    /** The way to a definition from what both have now. */
    public Plan planFor(LinkDefinition definition) throws GatewayException {
        return Planner.toDefinition(definition, configurations());
    }

    /** The way to no such link from what both have now. */
    public Plan planRemoval(String link) throws GatewayException {
        return Planner.toRemoval(link, configurations());
    }

    private Map<String, GatewayConfiguration> configurations() throws GatewayException {
        Map<String, GatewayConfiguration> configurations = new LinkedHashMap<>();
        for (GatewayClient client : clients.values()) {
            configurations.put(client.name(), client.configuration());
        }
        return configurations;
    }

    /**
     * Undoes what another client left behind, unless it turns out to be confirmed.
     *
     * @throws GatewayException {@link Refusal#LOCKED} if it belongs to another user, who may still be at it
     */
    public List<TransactionResult> recover(Plan plan, TransactionLimits limits, Consumer<Progress> onProgress)
            throws GatewayException {
        for (Leftover leftover : plan.leftovers()) {
            for (String gateway : leftover.gateways()) {
                refuseForeign(leftover, client(gateway));
            }
        }
        TransactionRunner runner = new TransactionRunner(plan, clients, limits, pace);
        List<TransactionResult> results = new ArrayList<>();
        for (Leftover leftover : plan.leftovers()) {
            results.add(runner.run(runner.recovery(leftover), onProgress));
        }
        return results;
    }

    private static void refuseForeign(Leftover leftover, GatewayClient client) throws GatewayException {
        if (!leftover.owner().equals(client.user())) {
            throw new GatewayException(
                    Refusal.LOCKED,
                    "the link is being changed by " + leftover.owner() + " (transaction " + leftover.transaction()
                            + " at " + leftover.furthest().step() + "); left alone it is undone within "
                            + (leftover.furthest().remainingMillis() + 999) / 1000 + " s",
                    null);
        }
    }

    /** Carries a plan out. */
    public TransactionResult apply(Plan plan, TransactionLimits limits, Consumer<Progress> onProgress) {
        TransactionRunner runner = new TransactionRunner(plan, clients, limits, pace);
        return runner.run(runner.transaction(TransactionId.fresh(random)), onProgress);
    }

    private GatewayClient client(String gateway) {
        return Objects.requireNonNull(clients.get(gateway), gateway);
    }

    @Override
    public void close() {
        clients.values().forEach(GatewayClient::close);
    }
}
