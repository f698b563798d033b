package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;

/**
 * The AH SA that this end's messages leave under in one epoch, and its successor on the way (decision 13). Whatever goes wrong, messages
 * leave without AH until the next key of the control channel: their own tags protect them, and an SA is never installed again.
 */
final class OutboundAh {
    /** AH that stays in force for so long gets through. */
    static final long STEADY_NANOS = 10_000_000_000L;
    /** Longest time without AH after it did not stay in force again and again. */
    static final long PAUSE_MAX_NANOS = 600_000_000_000L;
    /** So often it may not stay in force before messages leave without it for a while. */
    static final int FAILURES_MAX = 3;

    private static final int DOUBLINGS_MAX = 6;

    private final LinkContext context;
    private final ControlSas sas;
    private final Deque<Left> left = new ArrayDeque<>();
    private @Nullable Shield inForce;
    private @Nullable Shield next;
    private boolean switching;
    private long protectedSinceNanos;
    private int failures;
    private long pausedUntilNanos = Long.MIN_VALUE;

    private record Shield(SaName sa, int spi) {}

    private record Left(Shield shield, long deleteAtNanos) {}

    OutboundAh(LinkContext context, ControlSas sas) {
        this.context = context;
        this.sas = sas;
    }

    /** Brings up the successor, which the peer has installed; one at a time. */
    void bringUp(SaName sa, int spi, SecretBytes key) {
        next = new Shield(sa, spi);
        sas.install(sa, false, spi, key);
    }

    /** The kernel has the successor: it is switched to. */
    void installed(SaName sa) {
        Shield coming = next;
        if (coming != null && coming.sa.equals(sa)) {
            switching = true;
            context.emit(new LinkEffect.ProtectControl(sa, coming.spi));
        }
    }

    /** Messages leave under {@code sa} now; true if that is what was wanted. */
    boolean switched(SaName sa) {
        Shield coming = next;
        if (!switching || coming == null || !coming.sa.equals(sa)) {
            return false;
        }
        switching = false;
        next = null;
        if (inForce == null) {
            protectedSinceNanos = context.now();
            context.report(new LinkNotice.ControlPortProtected(sa.epoch(), sa.index()));
        } else {
            left.addLast(
                    new Left(inForce, context.now() + context.deadlines.timers().outboundRetirementNanos()));
        }
        inForce = coming;
        return true;
    }

    /** The kernel refused the successor, or to switch to it; true if it was waited for. Messages leave as before. */
    boolean refused(SaName sa, String reason) {
        Shield coming = next;
        if (coming == null || !coming.sa.equals(sa)) {
            return false;
        }
        next = null;
        if (switching) {
            switching = false;
            sas.delete(coming.sa, false, coming.spi);
        }
        context.report(new LinkNotice.ControlSaVoided(sa.epoch(), sa.index(), false, reason));
        return true;
    }

    /** Whether the peer's or the kernel's news of an index is about what messages leave under, or are about to. */
    boolean uses(long index) {
        Shield standing = inForce;
        Shield coming = next;
        return (standing != null && standing.sa.index() == index) || (coming != null && coming.sa.index() == index);
    }

    /** Lets messages leave without AH; false if they do already. */
    boolean expose(String reason) {
        if (inForce == null && next == null) {
            return false;
        }
        boolean was = inForce != null;
        drop();
        if (was) {
            count();
            context.report(new LinkNotice.ControlPortExposed(reason));
        }
        return true;
    }

    /** A path that lets no AH through must not make the ends deaf time and again. */
    private void count() {
        failures = context.now() - protectedSinceNanos >= STEADY_NANOS ? 0 : failures + 1;
        if (failures >= FAILURES_MAX) {
            long pause = STEADY_NANOS << Math.min(failures - FAILURES_MAX, DOUBLINGS_MAX);
            pausedUntilNanos = context.now() + Math.min(PAUSE_MAX_NANOS, pause);
        }
    }

    /** Whether messages are to do without AH for now. */
    boolean isPaused() {
        return context.now() < pausedUntilNanos;
    }

    /** For how long still, or for ever while they need not. */
    long pauseNanos() {
        return isPaused() ? pausedUntilNanos - context.now() : Long.MAX_VALUE;
    }

    private void drop() {
        if (inForce != null || switching) {
            context.emit(new LinkEffect.ExposeControl());
        }
        delete(inForce);
        delete(next);
        inForce = null;
        next = null;
        switching = false;
    }

    private void delete(@Nullable Shield shield) {
        if (shield != null) {
            sas.delete(shield.sa, false, shield.spi);
        }
    }

    /** Deletes what was left long enough ago. */
    void act() {
        while (!left.isEmpty() && left.getFirst().deleteAtNanos <= context.now()) {
            delete(left.removeFirst().shield);
        }
    }

    /** The epoch is over. */
    void stop() {
        drop();
        left.forEach(each -> delete(each.shield));
        left.clear();
    }

    /** Whether an installation or a switch is under way. */
    boolean isComing() {
        return next != null;
    }

    /** Index of the SA that messages leave under, 0 for none. */
    long index() {
        Shield standing = inForce;
        return standing == null ? 0 : standing.sa.index();
    }

    long nextDeadlineNanos() {
        return left.isEmpty() ? Long.MAX_VALUE : left.getFirst().deleteAtNanos;
    }
}
