package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.Wipe;

/** Messages that wait to be sent together, in memory of somebody else, and are wiped when they have gone. For one thread. */
public final class PfKeyOutbox {
    private static final int ALIGNMENT = 8;

    private final PfKeyChannel channel;
    private final ByteBuffer memory;
    private final int messageBytesMax;
    private final List<ByteBuffer> waiting = new ArrayList<>();
    private int used;

    /**
     * An empty one.
     *
     * @param memory locked, if keys are to be written; at least {@code messageBytesMax}
     * @param messageBytesMax longest message
     */
    public PfKeyOutbox(PfKeyChannel channel, ByteBuffer memory, int messageBytesMax) {
        this.channel = channel;
        this.memory = memory;
        this.messageBytesMax = messageBytesMax;
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Adds a message; if there is no more room, those before it are sent first.
     *
     * @throws LinuxException when they cannot be sent; nothing waits then
     */
    public void add(SadbMsg header, PfKeyBody body) throws LinuxException {
        if (waiting.size() == PfKeyConnection.REQUESTS_TOGETHER_MAX || memory.capacity() - used < messageBytesMax) {
            send();
        }
        int start = used;
        // Wiped wherever writing ends.
        used = start + messageBytesMax;
        PfKeyWriter writer =
                new PfKeyWriter(memory.slice(start, messageBytesMax).order(memory.order()));
        writer.begin(header);
        body.write(writer);
        ByteBuffer message = writer.end();
        waiting.add(message);
        used = start + (message.limit() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * Sends what waits.
     *
     * @throws LinuxException when it cannot be sent; nothing waits then
     */
    public void send() throws LinuxException {
        try {
            if (waiting.size() == 1) {
                channel.send(waiting.get(0));
            } else if (!waiting.isEmpty()) {
                channel.sendAll(waiting);
            }
        } finally {
            clear();
        }
    }

    /** Forgets what waits. */
    public void clear() {
        waiting.clear();
        Wipe.range(memory, 0, used);
        used = 0;
    }
}
