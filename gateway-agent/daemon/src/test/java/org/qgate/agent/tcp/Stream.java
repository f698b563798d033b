package org.qgate.agent.tcp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A stream in memory: what is written can be read, in pieces of a chosen size; it takes only so much at a time. */
final class Stream implements ByteChannel {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int read;
    private boolean open = true;
    private boolean ended;
    int readAtOnce = Integer.MAX_VALUE;
    int room = Integer.MAX_VALUE;

    static byte[] frame(int length, int fill) {
        ByteBuffer frame = ByteBuffer.allocate(2 + length).putShort((short) length);
        while (frame.hasRemaining()) {
            frame.put((byte) fill);
        }
        return frame.array();
    }

    Stream holding(byte[] bytes) {
        written.writeBytes(bytes);
        return this;
    }

    Stream end() {
        ended = true;
        return this;
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public int read(ByteBuffer target) {
        byte[] all = written.toByteArray();
        int count = Math.min(Math.min(all.length - read, readAtOnce), target.remaining());
        if (count == 0 && ended) {
            return -1;
        }
        target.put(all, read, count);
        read += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        int count = Math.min(source.remaining(), room);
        for (int i = 0; i < count; i++) {
            written.write(source.get());
        }
        room -= count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
