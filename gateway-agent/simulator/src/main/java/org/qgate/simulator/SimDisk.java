package org.qgate.simulator;

import org.jspecify.annotations.Nullable;
import org.qgate.core.model.LinkMarks;
import org.qgate.simulator.Scenario.DiskQuality;

/**
 * Stable storage of one gateway's marks. Only what was answered is certain; after a crash a write without answer may be
 * there or not. (A torn one counts as absent: the journal's checksum shows it.)
 */
final class SimDisk {
    private final EventQueue clock;
    private final SimRandom random;
    private final Strikes strikes;
    private DiskQuality quality;
    private LinkMarks certain = LinkMarks.NONE;
    private @Nullable LinkMarks unanswered;
    private @Nullable LinkMarks copy;
    private int writes;

    /** Hears what became of a write. */
    interface Answer {
        /** Called once, later. */
        void written(boolean success);
    }

    SimDisk(EventQueue clock, SimRandom random, DiskQuality quality, Strikes strikes) {
        this.strikes = strikes;
        this.clock = clock;
        this.random = random;
        this.quality = quality;
    }

    /** What is certainly on stable storage. */
    LinkMarks certain() {
        return certain;
    }

    void write(LinkMarks marks, Answer answer) {
        int write = ++writes;
        unanswered = marks;
        boolean fails = random.chance(quality.failures()) && strikes.strikes(Fault.DISK);
        clock.after(1 + random.below(quality.syncNanos()), () -> {
            if (write == writes) {
                if (!fails) {
                    certain = marks;
                    unanswered = null;
                }
                answer.written(!fails);
            }
        });
    }

    /** The writer died: what it had not heard of is kept or lost. */
    void crash(boolean mayLose) {
        writes++;
        LinkMarks open = unanswered;
        if (open != null && (!mayLose || random.chance(0.5) || !strikes.strikes(Fault.TORN))) {
            certain = open;
        }
        unanswered = null;
    }

    /** Somebody keeps a copy of the disk. */
    void keepCopy() {
        copy = certain;
    }

    /** The copy comes back, if there is one. */
    boolean restoreCopy() {
        LinkMarks kept = copy;
        if (kept != null) {
            certain = kept;
        }
        return kept != null;
    }

    void heal() {
        quality = quality.healed();
    }
}
