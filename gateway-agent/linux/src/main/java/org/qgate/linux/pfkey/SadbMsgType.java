package org.qgate.linux.pfkey;

import java.util.Arrays;
import java.util.Optional;

/** {@code sadb_msg_type}: what a message asks for or tells. */
public enum SadbMsgType {
    /** Reserves an SPI. */
    GETSPI(1),
    /** Gives a larval SA its keys, or changes lifetimes of a mature one. */
    UPDATE(2),
    /** Adds an SA. */
    ADD(3),
    /** Deletes an SA. */
    DELETE(4),
    /** Reads an SA. */
    GET(5),
    /** Traffic wants an SA that is not there. */
    ACQUIRE(6),
    /** Asks which algorithms there are, and to be told of events. */
    REGISTER(7),
    /** An SA has reached a lifetime. */
    EXPIRE(8),
    /** Deletes all SAs of a type. */
    FLUSH(9),
    /** Reads all SAs of a type. */
    DUMP(10),
    /** Asks for a copy of all traffic on PF_KEY sockets. */
    X_PROMISC(11),
    /** Not used by Linux. */
    X_PCHANGE(12),
    /** Adds a policy or replaces the one of the same selector and direction. */
    X_SPDUPDATE(13),
    /** Adds a policy. */
    X_SPDADD(14),
    /** Deletes the policy of a selector and direction. */
    X_SPDDELETE(15),
    /** Reads a policy by its id. */
    X_SPDGET(16),
    /** Not used by Linux. */
    X_SPDACQUIRE(17),
    /** Reads all policies. */
    X_SPDDUMP(18),
    /** Deletes all policies. */
    X_SPDFLUSH(19),
    /** Not used by Linux. */
    X_SPDSETIDX(20),
    /** A policy has reached a lifetime. */
    X_SPDEXPIRE(21),
    /** Deletes a policy by its id. */
    X_SPDDELETE2(22),
    /** A peer behind a NAT has got another address. */
    X_NAT_T_NEW_MAPPING(23),
    /** Moves policies and SAs to other addresses. */
    X_MIGRATE(24);

    private final int number;

    SadbMsgType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The type of a number, empty when there is none. */
    public static Optional<SadbMsgType> of(int number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
}
