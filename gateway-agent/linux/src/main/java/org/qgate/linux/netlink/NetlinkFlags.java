package org.qgate.linux.netlink;

/** {@code nlmsg_flags} of {@code linux/netlink.h}. Some bits mean different things by kind of message. */
public final class NetlinkFlags {

    /** A request. */
    public static final int REQUEST = 0x1;
    /** One part of several, ended by {@code NLMSG_DONE}. */
    public static final int MULTI = 0x2;
    /** Answer also when it went well. */
    public static final int ACK = 0x4;
    /** The table changed while it was dumped, so the dump is inconsistent. */
    public static final int DUMP_INTR = 0x10;
    /** Of a GET request: return the whole table. */
    public static final int DUMP = 0x300;
    /** Of a NEW request: replace what is there. */
    public static final int REPLACE = 0x100;
    /** Of a NEW request: fail when it is there. */
    public static final int EXCL = 0x200;
    /** Of a NEW request: create when it is not there. */
    public static final int CREATE = 0x400;
    /** Of an acknowledgement: the request is not echoed behind its header. */
    public static final int CAPPED = 0x100;
    /** Of an acknowledgement: extended-acknowledgement attributes follow. */
    public static final int ACK_TLVS = 0x200;

    private NetlinkFlags() {}
}
