package org.qgate.linux.pfkey;

import java.util.List;
import java.util.function.Consumer;
import org.qgate.linux.libc.LinuxException;

/**
 * Reads events on a thread of its own: {@code while (events.next(sink)) {}}. Any thread may close it. Expiries and ACQUIREs
 * come for registered protocols only, changes by others always.
 *
 * <p>Once a process has registered, Linux makes a larval SA for each packet that misses one. And it drops events without a
 * word when they are not read fast enough.
 */
public final class PfKeySubscription implements AutoCloseable {

    private final PfKeyChannel channel;
    private final PfKeyBuffers buffers;
    private volatile boolean closed;

    private PfKeySubscription(PfKeyChannel channel, PfKeyBuffers buffers) {
        this.channel = channel;
        this.buffers = buffers;
    }

    /**
     * Connects and registers.
     *
     * @param pid number of this process
     * @param satypes protocols to be told of
     */
    public static PfKeySubscription open(PfKeyTransport transport, int pid, List<SadbSatype> satypes)
            throws LinuxException {
        PfKeyBuffers buffers = PfKeyBuffers.open();
        try {
            PfKeySubscription subscription = new PfKeySubscription(transport.open(), buffers);
            try {
                subscription.register(pid, satypes);
                return subscription;
            } catch (LinuxException e) {
                subscription.channel.close();
                throw e;
            }
        } catch (LinuxException e) {
            buffers.close();
            throw e;
        }
    }

    private void register(int pid, List<SadbSatype> satypes) throws LinuxException {
        int sequence = 0;
        for (SadbSatype satype : satypes) {
            sequence++;
            PfKeyOutbox outbox = buffers.outbox(channel);
            outbox.add(SadbMsg.request(SadbMsgType.REGISTER, satype, sequence, pid), PfKeyBody.NONE);
            outbox.send();
        }
    }

    /**
     * Waits for one message and gives it to {@code sink}. The answers to our own REGISTER come as {@link PfKeyEvent.Other}.
     *
     * @return false when the subscription was closed, possibly while this waited
     * @throws LinuxException when the socket fails
     */
    public synchronized boolean next(Consumer<PfKeyEvent> sink) throws LinuxException {
        if (closed) {
            return false;
        }
        try {
            buffers.receive(channel, -1, decoded -> sink.accept(event(decoded)));
            return true;
        } catch (LinuxException e) {
            if (closed) {
                return false;
            }
            throw e;
        }
    }

    private static PfKeyEvent event(PfKeyDecoded decoded) {
        if (decoded instanceof PfKeyDecoded.Valid valid) {
            return PfKeyEvent.of(valid.message());
        }
        return new PfKeyEvent.Lost(decoded.toString());
    }

    /** Ends the subscription and wakes its reader. */
    @Override
    public void close() {
        closed = true;
        channel.close();
        synchronized (this) {
            buffers.close();
        }
    }
}
