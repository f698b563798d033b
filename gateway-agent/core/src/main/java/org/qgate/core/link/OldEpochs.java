package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.qgate.core.wire.Status;

/** Inbound SAs of epochs that are over; they stand until the peer has left them for the retirement time. */
final class OldEpochs {
    private final Deque<EpochReceiver> receivers = new ArrayDeque<>();

    /** An epoch is over; beyond {@link Link#OLD_EPOCHS_MAX} the oldest goes at once. */
    void add(EpochReceiver receiver) {
        receivers.addLast(receiver);
        if (receivers.size() > Link.OLD_EPOCHS_MAX) {
            receivers.removeFirst().stop();
        }
    }

    /** The peer has left all of them. */
    void supersededBySwitch() {
        receivers.forEach(EpochReceiver::supersededBySwitch);
    }

    /** Receivers of old epochs give no credit any more, so what they would say of this end does not matter. */
    void act() {
        receivers.forEach(receiver -> receiver.act(Status.NONE));
        receivers.removeIf(EpochReceiver::isEmpty);
    }

    void stop() {
        receivers.forEach(EpochReceiver::stop);
    }

    /** Hands the receiver of an epoch to {@code use}, if it is here. */
    void with(long epoch, Consumer<EpochReceiver> use) {
        List.copyOf(receivers).stream()
                .filter(receiver -> receiver.epoch() == epoch)
                .forEach(use);
    }

    Collection<EpochReceiver> receivers() {
        return receivers;
    }

    long nextDeadlineNanos() {
        return receivers.stream()
                .mapToLong(EpochReceiver::nextDeadlineNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
