package org.qgate.linux.xfrm;

/** {@code XFRM_MSG_*}. */
final class XfrmMessageType {

    static final int NEWSA = 0x10;
    static final int DELSA = 0x11;
    static final int GETSA = 0x12;
    static final int NEWPOLICY = 0x13;
    static final int DELPOLICY = 0x14;
    static final int GETPOLICY = 0x15;
    static final int ACQUIRE = 0x17;
    static final int EXPIRE = 0x18;
    static final int UPDPOLICY = 0x19;
    static final int UPDSA = 0x1a;
    static final int POLEXPIRE = 0x1b;
    static final int FLUSHSA = 0x1c;
    static final int FLUSHPOLICY = 0x1d;
    static final int MAPPING = 0x26;

    private XfrmMessageType() {}
}
