package org.qgate.simulator;

import java.util.function.Consumer;
import org.qgate.core.link.Link;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/** What an agent runs: the protocol core, or the paper's protocol beside it in the same world. */
interface Protocol {
    /** Takes an event and says what is to be done, in order. */
    void handle(LinkEvent event, long nowNanos, Consumer<LinkEffect> effects);

    /** When it wants to be woken; {@code Long.MAX_VALUE} for never. */
    long nextDeadlineNanos();

    /** What it looks like. */
    LinkSnapshot snapshot(long nowNanos);

    /** The core's protocol. */
    static Protocol of(Link link) {
        return new Protocol() {
            @Override
            public void handle(LinkEvent event, long nowNanos, Consumer<LinkEffect> effects) {
                link.handle(event, nowNanos, effects);
            }

            @Override
            public long nextDeadlineNanos() {
                return link.nextDeadlineNanos();
            }

            @Override
            public LinkSnapshot snapshot(long nowNanos) {
                return link.snapshot(nowNanos);
            }
        };
    }
}
