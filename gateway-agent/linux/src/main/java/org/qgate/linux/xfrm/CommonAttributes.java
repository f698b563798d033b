package org.qgate.linux.xfrm;

import org.qgate.linux.netlink.MessageWriter;

/** Attributes that SAs and policies share. */
final class CommonAttributes {

    private CommonAttributes() {}

    static void mark(MessageWriter out, XfrmMark mark) {
        if (!mark.isNone()) {
            int start = out.begin(XfrmAttribute.MARK);
            mark.write(out.buffer());
            out.end(start);
        }
    }

    static void interfaceId(MessageWriter out, int interfaceId) {
        if (interfaceId != 0) {
            out.u32(XfrmAttribute.IF_ID, interfaceId);
        }
    }

    static void offload(MessageWriter out, XfrmUserOffload card) {
        int start = out.begin(XfrmAttribute.OFFLOAD_DEV);
        card.write(out.buffer());
        out.end(start);
    }
}
