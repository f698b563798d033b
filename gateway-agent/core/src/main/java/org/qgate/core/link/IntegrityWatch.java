package org.qgate.core.link;

import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/**
 * Judges what the kernel counts of refused packets (decision 4). Anybody who can send a packet can raise these counters,
 * so they prove nothing while a single genuine packet deciphers, nor under an SA of which one ever did: two ends with
 * different keys decipher none.
 *
 * <p>Who only inserts packets has seen the SPI on a genuine packet, which deciphered. Who drops all genuine ones as well
 * stops the traffic anyhow; what he gains beside that is bounded here.
 */
final class IntegrityWatch {
    /** Failures without a deciphered packet that count as a sign of different keys. */
    static final int FAILURES_MIN = 8;
    /** Reports in a row with failures and without a deciphered packet before a new epoch is considered. */
    static final int REPORTS_MAX = 3;
    /** New epochs an hour that such signs may lead to, within the budget for all. */
    static final int RESETS_PER_HOUR = 6;
    /** Shortest time between two indexes declared void for this, and between two looks at what stands in the kernel. */
    static final long PAUSE_NANOS = 10_000_000_000L;
    /** Shortest time between two notices. */
    static final long NOTICE_NANOS = 60_000_000_000L;

    private final LinkContext context;
    private final ResetBudget budget;
    private LinkEvent.@Nullable InboundCounted before;
    private long failuresInRow;
    private int reportsInRow;
    private long voidAtNanos = Long.MIN_VALUE;
    private long verifyAtNanos = Long.MIN_VALUE;
    private long noticeAtNanos = Long.MIN_VALUE;

    IntegrityWatch(LinkContext context) {
        this.context = context;
        this.budget = new ResetBudget(context.now(), RESETS_PER_HOUR);
    }

    /** A new epoch has other keys. */
    void forget() {
        failuresInRow = 0;
        reportsInRow = 0;
    }

    /**
     * Takes a report.
     *
     * @param receiver of the epoch in force
     * @return whether a new epoch is called for, once the path is proven
     */
    boolean counted(LinkEvent.InboundCounted report, EpochReceiver receiver) {
        LinkEvent.InboundCounted last = before;
        before = report;
        if (last == null) {
            return false;
        }
        long deciphered = report.all().deciphered() - last.all().deciphered();
        long failures = report.all().integrityFailures() - last.all().integrityFailures();
        long suspicious = report.suspicious() - last.suspicious();
        if (report.missing() - last.missing() >= FAILURES_MIN && deciphered <= 0) {
            verify();
        }
        if (deciphered <= 0 && suspicious > 0) {
            failuresInRow += suspicious;
            reportsInRow++;
            return suspect(report, receiver);
        }
        forget();
        if (failures >= FAILURES_MIN) {
            notice(failures, true, "others decipher: somebody inserts packets, or the path damages them");
        }
        return false;
    }

    private boolean suspect(LinkEvent.InboundCounted report, EpochReceiver receiver) {
        if (failuresInRow < FAILURES_MIN) {
            return false;
        }
        notice(failuresInRow, false, "none deciphers: the two ends may use different keys");
        SaName sa = report.sa();
        if (sa != null
                && sa.epoch() == receiver.epoch()
                && report.ofSa().deciphered() == 0
                && report.ofSa().integrityFailures() >= FAILURES_MIN
                && context.now() >= voidAtNanos) {
            voidAtNanos = context.now() + PAUSE_NANOS;
            receiver.condemn(sa.index(), "its packets do not decipher");
        }
        if (reportsInRow < REPORTS_MAX) {
            return false;
        }
        forget();
        if (!budget.take(context.now())) {
            context.report(new LinkNotice.ResetDeferred("packets do not decipher, and the budget of new epochs for"
                    + " that is spent; look at both ends' SAs and at the path"));
            return false;
        }
        return true;
    }

    /** The peer may send under an SA that is gone without a word; whoever sends to an SPI at random does the same. */
    private void verify() {
        if (context.now() >= verifyAtNanos) {
            verifyAtNanos = context.now() + PAUSE_NANOS;
            context.emit(new LinkEffect.VerifyInbound());
        }
    }

    private void notice(long failures, boolean othersDecipher, String meaning) {
        if (context.now() >= noticeAtNanos) {
            noticeAtNanos = context.now() + NOTICE_NANOS;
            context.report(new LinkNotice.PacketsRefused(failures, othersDecipher, meaning));
        }
    }
}
