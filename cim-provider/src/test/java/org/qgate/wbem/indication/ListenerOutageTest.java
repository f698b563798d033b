package org.qgate.wbem.indication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;

/** A listener that is down for minutes, with the limits that the server has by default, on a clock that only the test moves. */
class ListenerOutageTest {
    private static final int QUEUED_MAX = 1_000;
    private static final long RETRY_MILLIS = 20_000;
    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final IndicationLimits LIMITS =
            new IndicationLimits(200, QUEUED_MAX, RETRY_MILLIS, KEPT_MILLIS, 10_000);
    private static final long OUTAGE_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atMillis));
    private final List<CimInstance> arrived = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final DestinationQueue queue;
    private long nowMillis;
    private long backAtMillis;

    private record Due(long atMillis, Runnable task) {}

    ListenerOutageTest() throws CimException {
        queue = new DestinationQueue(
                DestinationUrl.parse("http://127.0.0.1:5990/"),
                new DestinationQueue.Tools(
                        LIMITS,
                        (url, indication) -> deliver(indication),
                        Runnable::run,
                        (millis, task) -> due.add(new Due(nowMillis + millis, task)),
                        () -> TimeUnit.MILLISECONDS.toNanos(nowMillis)),
                (failingMillis, givenUp) -> failures.add(failingMillis + (givenUp ? " given up" : "")));
    }

    private boolean deliver(CimInstance indication) throws IOException {
        if (nowMillis < backAtMillis) {
            throw new IOException("nobody listens");
        }
        return arrived.add(indication);
    }

    private void advanceTo(long millis) {
        while (!due.isEmpty() && due.peek().atMillis() <= millis) {
            Due next = due.remove();
            nowMillis = next.atMillis();
            next.task().run();
        }
        nowMillis = millis;
    }

    private List<Long> numbers() {
        return arrived.stream()
                .map(indication ->
                        ((CimInteger) indication.value("SequenceNumber").orElseThrow()).bits())
                .toList();
    }

    private static List<Long> range(long from, long to) {
        List<Long> numbers = new ArrayList<>();
        for (long number = from; number < to; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    @Test
    void aListenerThatWasDownForFiveMinutesGetsAllThatItMissed() {
        backAtMillis = OUTAGE_MILLIS;
        for (int count = 0; count < 300; count++) {
            advanceTo(count * 1_000L);
            queue.add(IndicationSchema.alert("number " + count));
        }
        advanceTo(OUTAGE_MILLIS + RETRY_MILLIS);

        assertThat(numbers()).isEqualTo(range(0, 300));
        assertThat(arrived)
                .extracting(one -> one.string("Description").orElse(""))
                .startsWith("number 0", "number 1");
        assertThat(queue.counters().failedAttempts()).isEqualTo(OUTAGE_MILLIS / RETRY_MILLIS);
        assertThat(queue.counters().waiting()).isZero();
    }

    @Test
    void whatIsTooMuchToKeepIsToldByAGapInTheNumbers() {
        backAtMillis = OUTAGE_MILLIS;
        int all = 3 * QUEUED_MAX;
        for (int count = 0; count < all; count++) {
            advanceTo(count * OUTAGE_MILLIS / all);
            queue.add(IndicationSchema.alert("number " + count));
        }
        advanceTo(OUTAGE_MILLIS + RETRY_MILLIS);
        queue.add(IndicationSchema.alert("after it"));

        List<Long> expected = new ArrayList<>(List.of(0L));
        expected.addAll(range(all - QUEUED_MAX + 1, all + 1));
        assertThat(numbers()).isEqualTo(expected);
        assertThat(queue.counters().dropped()).isEqualTo(all - QUEUED_MAX);
    }

    @Test
    void whatCouldNotBeDeliveredForAnHourIsGivenUpAndTold() {
        backAtMillis = KEPT_MILLIS + 2 * RETRY_MILLIS;
        queue.add(IndicationSchema.alert("lost"));
        advanceTo(KEPT_MILLIS);
        queue.add(IndicationSchema.alert("kept"));
        advanceTo(backAtMillis + RETRY_MILLIS);

        assertThat(numbers()).containsExactly(1L);
        assertThat(failures).contains("0", "300000", (KEPT_MILLIS + RETRY_MILLIS) + " given up");
        assertThat(failures).filteredOn(failure -> failure.endsWith("given up")).hasSize(1);
    }
}
