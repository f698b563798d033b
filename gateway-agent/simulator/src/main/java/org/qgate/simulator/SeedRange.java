package org.qgate.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Runs seeds one after the other on some threads; each simulation stays on one.
 *
 * @param first the first seed
 * @param count how many
 * @param threads how many at a time
 */
record SeedRange(long first, long count, int threads) {
    /** Runs every seed, or stops soon after one that {@code enough} accepts; results by rising seed. */
    List<SimulationResult> run(LongFunction<SimulationResult> simulation, Predicate<SimulationResult> enough) {
        AtomicLong next = new AtomicLong(first);
        AtomicLong end = new AtomicLong(first + count);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<SimulationResult>>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> runPart(simulation, enough, next, end)));
            }
            List<SimulationResult> results = new ArrayList<>();
            for (Future<List<SimulationResult>> part : parts) {
                results.addAll(part.get());
            }
            results.sort(Comparator.comparingLong(SimulationResult::seed));
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeds ran", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulation broke: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<SimulationResult> runPart(
            LongFunction<SimulationResult> simulation,
            Predicate<SimulationResult> enough,
            AtomicLong next,
            AtomicLong end) {
        List<SimulationResult> results = new ArrayList<>();
        for (long seed = next.getAndIncrement(); seed < end.get(); seed = next.getAndIncrement()) {
            SimulationResult result = simulation.apply(seed);
            results.add(result);
            if (enough.test(result)) {
                end.set(Math.min(end.get(), seed));
            }
        }
        return results;
    }
}
