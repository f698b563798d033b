package org.qgate.core.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Starvation;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;

/**
 * Changes the key of what this end sends: installs credited SAs shortly before their use, switches at deadlines that do
 * not drift, deletes what was left, and blocks when a key reaches its limit without a successor (decisions 8 to 12).
 *
 * <p>It outlives epochs: the key in use stays until the first key of the new epoch takes over.
 */
final class KeyChanger {
    /** Deadlines missed in a row before starvation is reported. */
    static final int STARVED_AFTER = 5;

    private static final String AT_LIMIT = "the key in use reached its volume or age limit";

    private final LinkContext context;
    private final SwitchTimes times = new SwitchTimes();
    private final OutboundRemoval removal;
    private final SwitchDeadline deadline;

    private @Nullable EpochSender sender;
    private @Nullable OutboundKey current;
    private @Nullable OutboundKey switching;
    private int missedInRow;
    private boolean blocked = true;
    /** A block was refused, and whether its SAs are left depends on the switch that followed. */
    private boolean blockUndecided;

    KeyChanger(LinkContext context) {
        this.context = context;
        this.removal = new OutboundRemoval(context);
        this.deadline = new SwitchDeadline(context);
    }

    /** Takes keys from a new epoch from now on; unused keys of the old one are destroyed, the one in use stays. */
    void follow(EpochSender newSender) {
        giveUpUpcoming();
        sender = newSender;
        deadline.begin();
    }

    /** Installs, switches, deletes and blocks what is due. */
    void act() {
        EpochSender from = sender;
        deadline.act();
        if (from != null) {
            dropStale(from);
            install(from);
            if (deadline.isDue() && switching == null) {
                changeKey(from);
            }
        }
        enforceAgeLimit();
        removal.act();
    }

    private void dropStale(EpochSender from) {
        while (!from.upcoming().isEmpty()) {
            OutboundKey first = from.upcoming().firstEntry().getValue();
            if (context.now() < first.useBeforeNanos || first.stage == OutboundKey.Stage.SWITCHING) {
                return;
            }
            from.upcoming().remove(first.sa.index());
            voided(first, "waited too long for its use");
        }
    }

    /** Installs a batch when fewer than half of the wanted SAs stand ready. */
    private void install(EpochSender from) {
        int lead = context.deadlines.leadCount();
        if (!deadline.isNear() || ready(from) > lead / 2) {
            return;
        }
        int standing = 0;
        for (OutboundKey key : from.upcoming().values()) {
            if (standing++ >= lead || !from.mayUse(key)) {
                return;
            }
            if (key.stage == OutboundKey.Stage.OFFERED) {
                key.stage = OutboundKey.Stage.INSTALLING;
                var limits = context.deadlines.outboundLimits(from.suite());
                context.emit(new LinkEffect.InstallOutbound(key.sa, key.spi, from.suite(), key.entry.bits(), limits));
            }
        }
    }

    private static int ready(EpochSender from) {
        int ready = 0;
        for (OutboundKey key : from.upcoming().values()) {
            if (key.stage == OutboundKey.Stage.OFFERED) {
                return ready;
            }
            ready++;
        }
        return ready;
    }

    /** The key change: at its deadline the next SA in line becomes the one that every packet leaves under. */
    private void changeKey(EpochSender from) {
        OutboundKey next =
                from.upcoming().isEmpty() ? null : from.upcoming().firstEntry().getValue();
        boolean first = current == null || current.sa.epoch() != from.epoch();
        if (next != null && next.stage == OutboundKey.Stage.INSTALLED && from.mayUse(next)) {
            next.stage = OutboundKey.Stage.SWITCHING;
            switching = next;
            context.emit(new LinkEffect.SwitchOutbound(next.sa, next.spi));
            context.counters.deadlinesMissed += deadline.kept(first || deadline.isUrgent());
            if (missedInRow >= STARVED_AFTER) {
                context.report(new LinkNotice.Nourished());
            }
            missedInRow = 0;
        } else if (!first && !deadline.isUrgent()) {
            starve(next);
        }
    }

    private void starve(@Nullable OutboundKey next) {
        long periods = deadline.missed();
        context.counters.deadlinesMissed += periods;
        missedInRow = (int) Math.min(Integer.MAX_VALUE, missedInRow + periods);
        if (missedInRow >= STARVED_AFTER && missedInRow - periods < STARVED_AFTER) {
            context.report(new LinkNotice.Starved(
                    next == null ? "no key from the key source" : "index " + next.sa.index() + " has no credit yet"));
        }
        if (context.parameters.keyUse().starvation() == Starvation.BLOCK) {
            block("no successor was ready at a deadline, and this link blocks then");
        }
    }

    /** The kernel has the outbound SA. */
    void installed(SaName sa) {
        if (removal.answered(sa, true)) {
            return;
        }
        OutboundKey key = find(sa);
        if (key != null && key.stage == OutboundKey.Stage.INSTALLING) {
            key.stage = OutboundKey.Stage.INSTALLED;
            key.entry.install();
        }
    }

    /** The kernel refused the outbound SA: its index is passed over. */
    void refused(SaName sa, String reason) {
        if (removal.answered(sa, false)) {
            return;
        }
        OutboundKey key = find(sa);
        EpochSender from = sender;
        if (key != null && from != null) {
            from.upcoming().remove(sa.index());
            from.refused();
            context.counters.outboundVoids++;
            context.report(new LinkNotice.IndexVoided(sa.epoch(), sa.index(), false, reason));
            key.entry.destroy();
        }
    }

    /** Every packet leaves under {@code sa} now. */
    void switched(SaName sa) {
        OutboundKey key = switching;
        if (key == null || !key.sa.equals(sa)) {
            return;
        }
        switching = null;
        if (sender != null && sender.epoch() == sa.epoch()) {
            sender.upcoming().remove(sa.index());
        }
        boolean firstOfEpoch = current == null || current.sa.epoch() != sa.epoch();
        if (current != null) {
            removal.left(current);
        }
        if (blockUndecided) {
            blockUndecided = false;
            removal.blocked();
        }
        key.stage = OutboundKey.Stage.IN_USE;
        key.sinceNanos = context.now();
        current = key;
        blocked = false;
        times.switched(context.now());
        context.counters.keyChanges++;
        if (firstOfEpoch) {
            context.report(new LinkNotice.TrafficProtected(sa.epoch()));
        }
        if (key.gone) {
            block(AT_LIMIT + " while the switch to it was under way");
        }
    }

    /** The switch failed: that index is passed over and the next one tried at once. */
    void switchRefused(SaName sa, String reason) {
        OutboundKey key = switching;
        if (key != null && key.sa.equals(sa)) {
            switching = null;
            if (sender != null && sender.epoch() == sa.epoch()) {
                sender.upcoming().remove(sa.index());
            }
            voided(key, "switch refused: " + reason);
            deadline.atOnce();
            if (blockUndecided) {
                blockUndecided = false;
                removal.blockRefused();
            }
            if (current != null && current.gone) {
                block(AT_LIMIT);
            }
        }
    }

    /** A lifetime of an outbound SA was reported. */
    void expired(SaName sa, boolean hard) {
        if (switching != null && switching.sa.equals(sa)) {
            // Policies may name it already or still name its predecessor: only the answer to the switch tells.
            switching.gone |= hard;
            leaveSoon();
        } else if (current != null && current.sa.equals(sa)) {
            leaveSoon();
            current.gone |= hard;
            if (hard && switching == null) {
                block(AT_LIMIT);
            }
        } else if (hard) {
            expiredUnused(sa);
        }
    }

    private void expiredUnused(SaName sa) {
        OutboundKey key = find(sa);
        if (key != null && sender != null) {
            sender.upcoming().remove(sa.index());
            voided(key, "expired before its use");
        }
    }

    /** Keys that the receiver declared void. */
    void voidedByPeer(List<OutboundKey> keys) {
        for (OutboundKey key : keys) {
            if (key == switching) {
                leaveSoon();
            } else {
                voided(key, "declared void by the peer");
            }
        }
    }

    /** The key in use must be left as soon as possible: the receiver has lost it. */
    void leaveSoon() {
        deadline.hasten(current != null);
    }

    private void voided(OutboundKey key, String reason) {
        context.counters.outboundVoids++;
        context.report(new LinkNotice.IndexVoided(key.sa.epoch(), key.sa.index(), false, reason));
        discard(key);
    }

    private void discard(OutboundKey key) {
        if (key != switching) {
            removal.now(key);
        }
    }

    /** Keys that are not in use yet never will be. */
    private void giveUpUpcoming() {
        EpochSender from = sender;
        if (from != null) {
            List.copyOf(from.upcoming().values()).forEach(this::discard);
            from.upcoming().clear();
        }
    }

    private void enforceAgeLimit() {
        OutboundKey used = current;
        if (used != null
                && switching == null
                && context.now() - used.sinceNanos >= context.deadlines.timers().ageLimitNanos()) {
            block("the key in use reached its age limit and there is no successor");
        }
    }

    private void block(String why) {
        context.emit(new LinkEffect.BlockOutbound(why));
        context.report(new LinkNotice.OutboundBlocked(why));
        leaveWhenBlocked();
    }

    /** What packets may leave under before the block is done: the SA in use, and the one that the switch is on its way to. */
    private void leaveWhenBlocked() {
        if (current != null) {
            removal.leftWhenBlocked(current);
        }
        if (switching != null) {
            removal.leftWhenBlocked(switching);
        }
        current = null;
        switching = null;
        blocked = true;
        blockUndecided = false;
    }

    /** No packet leaves any more. */
    void outboundBlocked() {
        removal.blocked();
    }

    /** Packets may leave as before; without its SA none does. Where a switch has followed, they leave under another key soon. */
    void blockRefused() {
        if (switching == null) {
            removal.blockRefused();
        } else {
            blockUndecided = true;
        }
    }

    private @Nullable OutboundKey find(SaName sa) {
        EpochSender from = sender;
        return from == null || from.epoch() != sa.epoch() ? null : from.upcoming(sa.index());
    }

    /** A new period takes effect with the next key. */
    void periodChanged() {
        deadline.periodChanged();
        times.restart();
    }

    /** Nothing is to leave in this epoch any more: blocks, and gives up its keys. */
    void suspend(String why) {
        giveUpUpcoming();
        sender = null;
        block(why);
    }

    /** Blocks; the outbound SAs that packets may hold are deleted when that is done. */
    void stop() {
        context.emit(new LinkEffect.BlockOutbound("the link stops"));
        giveUpUpcoming();
        leaveWhenBlocked();
    }

    /** The block of a link that stops is done, or will not be. */
    void stopped() {
        removal.all();
    }

    /** The index in use of an epoch, 0 if none of it is. */
    long currentIndex(long epoch) {
        return current != null && current.sa.epoch() == epoch ? current.sa.index() : 0;
    }

    @Nullable
    OutboundKey current() {
        return current;
    }

    boolean isBlocked() {
        return blocked;
    }

    SwitchTimes times() {
        return times;
    }

    int residentCount() {
        int resident = removal.waitingCount() + (current == null ? 0 : 1);
        if (sender != null) {
            for (OutboundKey key : sender.upcoming().values()) {
                resident += key.isInKernel() ? 1 : 0;
            }
        }
        return resident;
    }

    long nextDeadlineNanos() {
        long next = removal.nextDeadlineNanos();
        if (switching != null) {
            // Neither limit is acted on before the kernel has answered.
            return next;
        }
        OutboundKey used = current;
        if (used != null) {
            next = Math.min(next, used.sinceNanos + context.deadlines.timers().ageLimitNanos());
        }
        EpochSender from = sender;
        if (from != null && !from.upcoming().isEmpty()) {
            next = Math.min(next, from.upcoming().firstEntry().getValue().useBeforeNanos);
        }
        if (from != null && (used != null || !from.upcoming().isEmpty())) {
            next = Math.min(next, deadline.nextWakeUpNanos());
        }
        return next;
    }
}
