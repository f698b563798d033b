package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;

/** Collects the attributes of a policy while they are read. */
final class PolicyAttributes {

    private final XfrmUserpolicyInfo info;
    private final List<XfrmUserTmpl> templates = new ArrayList<>();
    private XfrmMark mark = XfrmMark.NONE;
    private int interfaceId;
    private int type;

    PolicyAttributes(XfrmUserpolicyInfo info) {
        this.info = info;
    }

    void readAll(AttributeCursor attributes) throws MalformedMessageException {
        while (attributes.next()) {
            switch (attributes.type()) {
                case XfrmAttribute.TMPL -> readTemplates(attributes.value());
                case XfrmAttribute.MARK -> mark = XfrmMark.read(attributes.value());
                case XfrmAttribute.IF_ID -> interfaceId = attributes.u32();
                case XfrmAttribute.POLICY_TYPE -> type = attributes.u8();
                default -> {
                    // Newer kernels add attributes; what we do not know does not concern us.
                }
            }
        }
    }

    private void readTemplates(ByteBuffer value) throws MalformedMessageException {
        for (int offset = 0; offset < value.limit(); offset += XfrmUserTmpl.SIZE) {
            if (templates.size() == XfrmUserTmpl.COUNT_MAX) {
                throw new MalformedMessageException("a policy has more than " + XfrmUserTmpl.COUNT_MAX + " templates");
            }
            templates.add(XfrmUserTmpl.read(value, offset));
        }
    }

    InstalledPolicy toPolicy() {
        return new InstalledPolicy(info, templates, mark, interfaceId, type);
    }
}
