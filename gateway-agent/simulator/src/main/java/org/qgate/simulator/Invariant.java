package org.qgate.simulator;

/** What must hold after every event; the names are those that reports show. */
public enum Invariant {
    /** No key block serves two SA names, directions or channels, over all crashes. */
    KEY_USED_ONCE,
    /** No SA name stands for two key blocks. */
    NAME_HAS_ONE_KEY,
    /** No key is handed to one end's kernel twice. */
    KEY_PROGRAMMED_ONCE,
    /** What is programmed are the bits of the block that the SA name stands for. */
    KEY_FROM_SOURCE,
    /** A block, epoch or bootstrap block is on stable storage before the peer or the key source hears of it. */
    LEASE_DURABLE,
    /** Under one message key no sequence number comes twice. */
    SEQUENCE_RISES,
    /** No epoch is agreed on in a version below the newest that both ends speak. */
    VERSION_NOT_LOWERED,
    /** When a packet leaves, its SA stands in the peer's kernel with the same bits. */
    SENT_WITH_CREDIT,
    /** A packet that reaches a running gateway younger than the retirement time deciphers. */
    DELIVERED_DECIPHERS,
    /**
     * A control message under AH finds its SA at its own end, and at a running gateway of the same epoch that it reaches younger than the
     * retirement time.
     */
    CONTROL_DELIVERED,
    /** Once traffic flows, no packet is dropped because its own end took the SA away. */
    OUTBOUND_STANDS,
    /** No packet leaves under a key that was in use for longer than the age limit allows. */
    KEY_AGE_LIMITED,
    /** Where a block is wanted and the kernel refuses it, no packet leaves for longer than it takes to delete its SA. */
    BLOCK_HOLDS,
    /** No packet leaves in clear. */
    NO_PLAINTEXT,
    /** No SPI lies in the range that RFC 4303 reserves. */
    SPI_NOT_RESERVED,
    /** An SA of somebody else under the same SPI is never deleted. */
    FOREIGN_SA_UNTOUCHED,
    /** Kernel tables, ledgers, secrets and planned actions stay inside their bounds. */
    BOUNDED_QUEUES,
    /** One instant ends: no endless chain of events without time passing. */
    TIME_PASSES,
    /** A replayed, altered or reflected datagram changes nothing. */
    FORGERY_CHANGES_NOTHING,
    /** The core's own assertions hold, and it throws nothing. */
    CORE_ASSERTIONS,
    /** After the faults both ends agree on one epoch and are up within a bounded time, without an operator. */
    HEALS,
    /** After the faults keys change at the wanted period. */
    PERIOD_KEPT,
    /** After the faults what was left is deleted in time: tables and ledgers return to their size in rest. */
    OLD_KEYS_GO,
    /** An orderly stop leaves no SA and no secret behind. */
    STOP_LEAVES_NOTHING
}
