package org.qgate.simulator.paper;

import java.nio.ByteBuffer;
import java.util.List;

/** One message a datagram, as the paper considers for later; lost ones stay lost. AH's replay window tells repeated ones. */
final class DatagramTransport implements PaperTransport {
    private static final int WINDOW = Long.SIZE;

    private final Wire wire;
    private final int own;
    /** Tells the lives of an agent apart, as AH SAs of a new conversation do. */
    private final int life;

    private long sequence;
    private int peerLife;
    private long highest;
    private long taken;
    private long refused;

    DatagramTransport(Wire wire, int own, int life) {
        this.wire = wire;
        this.own = own;
        this.life = life;
    }

    @Override
    public void send(PaperMessage message, long nowNanos) {
        ByteBuffer content = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + PaperMessage.BYTES);
        content.putInt(life).putLong(++sequence);
        message.writeTo(content);
        wire.send(Authenticated.seal(content.flip(), own));
    }

    @Override
    public List<PaperMessage> receive(byte[] bytes, long nowNanos) {
        ByteBuffer content = Authenticated.open(bytes, 1 - own);
        if (content == null || content.remaining() != Integer.BYTES + Long.BYTES + PaperMessage.BYTES) {
            refused++;
            return List.of();
        }
        if (!isFresh(content.getInt(), content.getLong())) {
            refused++;
            return List.of();
        }
        PaperMessage message = PaperMessage.read(content);
        return message == null ? List.of() : List.of(message);
    }

    private boolean isFresh(int from, long number) {
        if (from != peerLife) {
            peerLife = from;
            highest = 0;
            taken = 0;
        }
        if (number > highest) {
            long shift = number - highest;
            taken = shift >= WINDOW ? 0 : taken << shift;
            taken |= 1;
            highest = number;
            return true;
        }
        long back = highest - number;
        if (back >= WINDOW || (taken >>> back & 1) != 0) {
            return false;
        }
        taken |= 1L << back;
        return true;
    }

    @Override
    public void tick(long nowNanos) {
        // Nothing is ever repeated here.
    }

    @Override
    public long nextDeadlineNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public long refused() {
        return refused;
    }
}
