package org.qgate.agent.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.qgate.agent.control.PendingCommand;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.libc.WakeUp;

/**
 * What waits for the loop. Datagrams and commands come from outside and are bounded: what is too much is dropped, or refused. Answers
 * to what the loop itself has asked for are bounded by what it asks, and are never dropped.
 *
 * <p>Not a {@code BlockingQueue}: waiting with a time-out there reads the clock several times, and that is dear where a reading
 * costs a system call; see {@link WakeUp}.
 */
public final class Inbox implements Disturbances {
    /** Datagrams that may wait; at 2,048 bytes each 2 MiB. */
    static final int DATAGRAMS_MAX = 1024;

    /** Commands that may wait. */
    static final int COMMANDS_MAX = 64;

    private final Queue<LoopInput> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger datagrams = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final WakeUp wakeUp = WakeUp.create();
    private volatile boolean waiting;
    private final AtomicLong datagramsDropped = new AtomicLong();

    /** A datagram for a link; dropped if too many wait. */
    public void datagram(LinkName link, LinkEvent.DatagramReceived datagram) {
        if (datagrams.incrementAndGet() > DATAGRAMS_MAX) {
            datagrams.decrementAndGet();
            datagramsDropped.incrementAndGet();
            return;
        }
        put(new LoopInput.ForLink(link, datagram));
    }

    /** A command; false if too many wait. */
    public boolean command(PendingCommand pending) {
        if (commands.incrementAndGet() > COMMANDS_MAX) {
            commands.decrementAndGet();
            return false;
        }
        put(new LoopInput.Command(pending));
        return true;
    }

    /** An answer or a report of the kernel. */
    public void answer(LinkName link, LinkEvent event) {
        put(new LoopInput.ForLink(link, event));
    }

    /** What protects packets has gone or come again. */
    public void dataPlaneChanged() {
        put(new LoopInput.DataPlaneChanged());
    }

    /** Interfaces or their addresses came, went or changed. */
    public void networkChanged() {
        put(new LoopInput.NetworkChanged());
    }

    @Override
    public void policiesTouched(LinkName link) {
        put(new LoopInput.PoliciesTouched(link));
    }

    @Override
    public void sasLost(LinkName link, int count) {
        put(new LoopInput.SasLost(link, count));
    }

    /** Asks the loop to end in order. */
    public void stop() {
        put(new LoopInput.Stop());
    }

    private void put(LoopInput input) {
        queue.add(input);
        if (waiting) {
            wakeUp.call();
        }
    }

    /** Waits for something, at most until then by {@link System#nanoTime}; may return early. For the loop's thread. */
    void await(long deadlineNanos) {
        waiting = true;
        // Looked at again after this is known: whoever put something before did not wake us.
        if (queue.isEmpty()) {
            wakeUp.await(deadlineNanos);
        }
        waiting = false;
    }

    /** The oldest input, or null. For the loop's thread. */
    @Nullable
    LoopInput poll() {
        LoopInput input = queue.poll();
        if (input instanceof LoopInput.Command) {
            commands.decrementAndGet();
        } else if (input instanceof LoopInput.ForLink event && event.event() instanceof LinkEvent.DatagramReceived) {
            datagrams.decrementAndGet();
        }
        return input;
    }

    /** Datagrams dropped since the start. */
    long datagramsDropped() {
        return datagramsDropped.get();
    }
}
