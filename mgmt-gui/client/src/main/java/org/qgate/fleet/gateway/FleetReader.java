package org.qgate.fleet.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.qgate.fleet.inventory.InventoryGateway;

/** Asks many gateways the same, a bounded number of them at a time. */
public final class FleetReader {
    /** Gateways asked at once. */
    private static final int AT_ONCE_MAX = 16;

    private final GatewayConnector connector;

    /** With how gateways are reached. */
    public FleetReader(GatewayConnector connector) {
        this.connector = connector;
    }

    /** A question to one gateway. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks it. */
        T ask(GatewayClient client) throws GatewayException;
    }

    /** What each answered, in the order of the gateways. */
    public <T> List<FleetReading<T>> ask(List<InventoryGateway> gateways, Question<T> question)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE_MAX, Math.max(1, gateways.size())));
        try {
            List<Future<FleetReading<T>>> futures = new ArrayList<>();
            for (InventoryGateway gateway : gateways) {
                futures.add(threads.submit(() -> askOne(gateway, question)));
            }
            List<FleetReading<T>> readings = new ArrayList<>();
            for (Future<FleetReading<T>> future : futures) {
                readings.add(future.get());
            }
            return readings;
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a gateway failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private <T> FleetReading<T> askOne(InventoryGateway gateway, Question<T> question) {
        try (GatewayClient client = connector.connect(gateway)) {
            return new FleetReading<>(gateway.name(), question.ask(client), null);
        } catch (GatewayException e) {
            return new FleetReading<>(gateway.name(), null, e);
        }
    }
}
