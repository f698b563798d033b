package org.qgate.simulator;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may go wrong in a run; a seed takes a part of those that were asked for, every fourth seed all. */
public enum Fault {
    /** Datagrams and packets vanish, one by one. */
    LOSS,
    /** Delays vary, so that neighbours overtake each other. */
    JITTER,
    /** Some datagrams and packets come much later than the rest. */
    REORDER,
    /** Some datagrams and packets come twice. */
    DUPLICATE,
    /** One or both directions are dead for a while. */
    OUTAGE,
    /** Agents are killed between two effects and started again; their kernels go on. */
    CRASH,
    /** A crash may lose the write that was not yet answered, or keep it. */
    TORN,
    /** One end's agent once starts with an older copy of its disk. */
    ROLLBACK,
    /** Writes are slow or fail. */
    DISK,
    /** Kernels take their time, refuse SAs whose SPI is taken, and refuse switches and blocks. */
    KERNEL,
    /** Key sources are too slow, or stall. */
    STARVE,
    /** Key sources give the two ends different bits now and then. */
    MISMATCH,
    /** Operators ask for a new epoch. */
    RESET,
    /** Operators change the key period. */
    PERIOD,
    /** Somebody replays, alters and reflects control datagrams. */
    FORGE,
    /** Datagrams and packets are damaged on the way: flipped bits, cut or longer. */
    CORRUPT,
    /** For a while one direction loses most of what it carries, the other nothing. */
    ASYMMETRY,
    /** Both directions are dead for as long as half a minute: longer than many an age limit. */
    PARTITION,
    /** The agents' clocks run at rates of their own, off by up to a thousandth. */
    DRIFT,
    /** The wall clock of a gateway jumps, up to an hour either way; kernel lifetimes follow it. */
    CLOCK,
    /** Somebody deletes SAs in a kernel by hand, some or all. */
    FLUSH,
    /** A kernel does nothing for up to three seconds. */
    STALL,
    /** Both agents die and start, or both reset, at the same moment. */
    TWINS,
    /** The control port is under AH, and somebody deletes AH SAs by hand; not always does the agent hear of it. */
    AH,
    /** Agents start with the protocol's version before the newest, and get the newest, or lose it again, while the other goes on. */
    UPGRADE;

    /** Reads {@code all}, {@code none} or a comma-separated list of names. */
    public static Set<Fault> parse(String text) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (text.equals("all")) {
            return EnumSet.allOf(Fault.class);
        }
        if (!text.equals("none")) {
            for (String name : text.split(",", -1)) {
                faults.add(named(name.trim()));
            }
        }
        return faults;
    }

    static Fault named(String name) {
        for (Fault fault : values()) {
            if (fault.toString().equals(name)) {
                return fault;
            }
        }
        throw new IllegalArgumentException(
                "unknown fault '" + name + "': say all, none or some of " + EnumSet.allOf(Fault.class));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
