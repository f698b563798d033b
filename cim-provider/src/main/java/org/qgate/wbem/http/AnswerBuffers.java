package org.qgate.wbem.http;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.XmlBuffer;

/** Lends buffers for answers and takes them back to be used again, so that large answers do not churn the heap. */
final class AnswerBuffers {
    private static final int BYTES_INITIAL = 16_384;
    private static final int KEPT_MAX = 16;
    private static final int KEPT_BYTES_MAX = 1 << 20;

    private final int bytesMax;
    private final Queue<XmlBuffer> free = new ArrayBlockingQueue<>(KEPT_MAX);

    AnswerBuffers(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    XmlBuffer lend() {
        @Nullable XmlBuffer known = free.poll();
        return known == null ? new XmlBuffer(BYTES_INITIAL, bytesMax) : known;
    }

    void giveBack(XmlBuffer buffer) {
        if (buffer.capacity() <= KEPT_BYTES_MAX) {
            buffer.cutTo(0);
            free.offer(buffer);
        }
    }
}
