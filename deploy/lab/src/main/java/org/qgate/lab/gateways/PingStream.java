package org.qgate.lab.gateways;

import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.lab.kernel.Job;
import org.qgate.lab.kernel.LabException;

/** Pings from host to host, counted while they run. */
public final class PingStream {
    private static final Pattern ANSWER = Pattern.compile("bytes from .*icmp_seq=(\\d+)(.*DUP!)?");
    private static final Pattern NO_ANSWER = Pattern.compile("no answer yet for icmp_seq=(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    /** Sequence numbers of ICMP have 16 bits. */
    private static final int SEQUENCE_MASK = 0xffff;

    private static final Duration LAST_ANSWER = Duration.ofSeconds(2);

    private final Duration planned;
    private long received;
    private final BitSet answered = new BitSet();
    private int highestSequence;
    private Optional<PingCount> total = Optional.empty();
    private Optional<Job> job = Optional.empty();

    PingStream(Duration planned) {
        this.planned = planned;
    }

    static PingStream start(LabNetwork network, Net net, Duration interval, long count) throws LabException {
        PingStream stream = new PingStream(interval.multipliedBy(count).plus(LAST_ANSWER));
        String command = String.format(
                Locale.ROOT,
                "ping -n -O -c %d -i %.3f -W %d -I 10.1.%d.2 10.2.%d.2",
                count,
                interval.toMillis() / 1e3,
                LAST_ANSWER.toSeconds(),
                net.octet(),
                net.octet());
        stream.job = Optional.of(network.stream("hostA", command, stream::accept));
        return stream;
    }

    synchronized void accept(String line) {
        Matcher answer = ANSWER.matcher(line);
        Matcher noAnswer = NO_ANSWER.matcher(line);
        Matcher all = TOTAL.matcher(line);
        if (answer.find()) {
            received += answer.group(2) == null ? 1 : 0;
            answered.set(reached(answer.group(1)));
        } else if (noAnswer.find()) {
            reached(noAnswer.group(1));
        } else if (all.find()) {
            total = Optional.of(new PingCount(Long.parseLong(all.group(2)), Long.parseLong(all.group(1))));
        }
    }

    /** The number of a ping, from 1 on without end: the one nearest to those before with these 16 bits. */
    private int reached(String sequence) {
        int ahead = (short) (Integer.parseInt(sequence) - (highestSequence & SEQUENCE_MASK));
        int number = Math.max(0, highestSequence + ahead);
        highestSequence = Math.max(highestSequence, number);
        return number;
    }

    /** The number of the last ping that was answered or whose successor was sent, 0 before the first. */
    public synchronized int last() {
        return highestSequence;
    }

    /** Pings after one of a number, up to another one, and which of them are answered by now. */
    public synchronized PingCount between(int after, int upTo) {
        return new PingCount(answered.get(after + 1, upTo + 1).cardinality(), upTo - after);
    }

    /** Pings answered so far, of those answered or sent more than an interval ago: the last ones may still be answered. */
    public synchronized PingCount soFar() {
        return total.orElse(new PingCount(received, highestSequence));
    }

    /** Ends it before its time. */
    public void stop() {
        job.ifPresent(Job::kill);
    }

    /** Waits for the last ping and its answer. */
    public PingCount await() throws LabException, InterruptedException {
        if (job.isPresent()) {
            job.get().await(planned.plus(LabNetwork.PATIENCE));
        }
        synchronized (this) {
            return total.orElseThrow(() -> new LabException("ping ended without a summary"));
        }
    }
}
