package org.qgate.wbem.http;

import java.util.Arrays;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a body as it comes in, without holding a thread, up to its bounds. */
final class BodyReader implements Runnable {
    private static final int BYTES_INITIAL = 4_096;

    private final Request request;
    private final int bytesMax;
    private final ByteBudget budget;
    private final Consumer<Outcome> whenDone;
    private byte[] bytes = new byte[0];
    private int length;
    private long taken;

    /** How the reading ended. */
    sealed interface Outcome {
        /**
         * The body is there.
         *
         * @param budgeted bytes to be given back to the budget when they are no longer held
         */
        record Whole(byte[] bytes, int length, long budgeted) implements Outcome {}

        /** The body is larger than the bound. */
        record TooLarge() implements Outcome {}

        /** All requests together hold as much as they may. */
        record NoRoom() implements Outcome {}

        /** The client went away or sent no valid HTTP. */
        record Broken(Throwable failure) implements Outcome {}
    }

    BodyReader(Request request, int bytesMax, ByteBudget budget, Consumer<Outcome> whenDone) {
        this.request = request;
        this.bytesMax = bytesMax;
        this.budget = budget;
        this.whenDone = whenDone;
    }

    /** Starts reading; the outcome comes in this or another thread, once. */
    void start() {
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        if (announced > bytesMax) {
            whenDone.accept(new Outcome.TooLarge());
            return;
        }
        if (!grow((int) Math.max(announced, 0))) {
            end(new Outcome.NoRoom());
            return;
        }
        run();
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(new Outcome.Broken(chunk.getFailure()));
                return;
            }
            boolean last = chunk.isLast();
            int more = chunk.remaining();
            if (more > bytesMax - length) {
                chunk.release();
                end(new Outcome.TooLarge());
                return;
            }
            if (more > bytes.length - length && !grow(length + more)) {
                chunk.release();
                end(new Outcome.NoRoom());
                return;
            }
            chunk.getByteBuffer().get(bytes, length, more);
            length += more;
            chunk.release();
            if (last) {
                whenDone.accept(new Outcome.Whole(bytes, length, taken));
                return;
            }
        }
    }

    private boolean grow(int atLeast) {
        int wanted = Math.min(bytesMax, Math.max(atLeast, Math.max(BYTES_INITIAL, 2 * bytes.length)));
        if (atLeast > 0 && bytes.length == 0) {
            wanted = atLeast;
        }
        long more = wanted - taken;
        if (!budget.tryTake(more)) {
            return false;
        }
        taken = wanted;
        bytes = Arrays.copyOf(bytes, wanted);
        return true;
    }

    private void end(Outcome outcome) {
        budget.giveBack(taken);
        taken = 0;
        whenDone.accept(outcome);
    }
}
