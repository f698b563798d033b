package org.qgate.linux.xfrm;

import java.util.List;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.NetlinkMessage;

/**
 * A policy as the kernel has it.
 *
 * @param info selector, action, priority
 * @param templates SAs that packets must go through
 * @param mark its mark, {@link XfrmMark#NONE} for none
 * @param interfaceId id of an XFRM interface, 0 for none
 * @param type {@code XFRM_POLICY_TYPE_MAIN} is 0
 */
public record InstalledPolicy(
        XfrmUserpolicyInfo info, List<XfrmUserTmpl> templates, XfrmMark mark, int interfaceId, int type) {

    /** Copies the list. */
    public InstalledPolicy {
        templates = List.copyOf(templates);
    }

    /** Whether it is for packets in this direction; policies of single sockets are for none of the three. */
    public boolean isFor(XfrmDirection direction) {
        return info.properties().direction() == direction.number();
    }

    /** Whether it does this. */
    public boolean does(XfrmAction action) {
        return info.properties().action() == action.number();
    }

    /** Whether it is what {@code asked} asks for: same packets, same treatment, same limits. */
    public boolean is(XfrmPolicy asked) {
        XfrmUserpolicyInfo.Properties has = info.properties();
        return info.selector().equals(asked.selector())
                && isFor(asked.direction())
                && does(asked.action())
                && has.priority() == asked.priority()
                && has.flags() == asked.options().flags()
                && info.limits().equals(asked.options().limits())
                && templates.equals(asked.templates())
                && mark.equals(asked.options().mark())
                && interfaceId == asked.options().interfaceId();
    }

    /** Reads NEWPOLICY and UPDPOLICY. */
    static InstalledPolicy read(NetlinkMessage message) throws MalformedMessageException {
        PolicyAttributes attributes = new PolicyAttributes(XfrmUserpolicyInfo.read(message.payload(), 0));
        attributes.readAll(new AttributeCursor(message.payload().position(XfrmUserpolicyInfo.SIZE)));
        return attributes.toPolicy();
    }
}
