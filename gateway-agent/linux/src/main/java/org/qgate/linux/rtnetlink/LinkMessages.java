package org.qgate.linux.rtnetlink;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.MessageWriter;
import org.qgate.linux.netlink.NetlinkMessage;

/** Messages about links. */
final class LinkMessages {

    private LinkMessages() {}

    static void setUp(MessageWriter out, int index, boolean up) {
        new Ifinfomsg(index, up ? Ifinfomsg.IFF_UP : 0, Ifinfomsg.IFF_UP).write(out.buffer());
    }

    static void setMtu(MessageWriter out, int index, int mtu) {
        new Ifinfomsg(index, 0, 0).write(out.buffer());
        out.u32(RtnetlinkNumbers.IFLA_MTU, mtu);
    }

    static void name(MessageWriter out, int index) {
        new Ifinfomsg(index, 0, 0).write(out.buffer());
    }

    static void addDummy(MessageWriter out, String name) {
        new Ifinfomsg(0, 0, 0).write(out.buffer());
        out.text(RtnetlinkNumbers.IFLA_IFNAME, checked(name));
        int info = out.begin(RtnetlinkNumbers.IFLA_LINKINFO);
        out.word(RtnetlinkNumbers.IFLA_INFO_KIND, "dummy");
        out.end(info);
    }

    static void addVeth(MessageWriter out, String name, String peer) {
        new Ifinfomsg(0, 0, 0).write(out.buffer());
        out.text(RtnetlinkNumbers.IFLA_IFNAME, checked(name));
        int info = out.begin(RtnetlinkNumbers.IFLA_LINKINFO);
        out.word(RtnetlinkNumbers.IFLA_INFO_KIND, "veth");
        int data = out.begin(RtnetlinkNumbers.IFLA_INFO_DATA);
        int other = out.begin(RtnetlinkNumbers.VETH_INFO_PEER);
        new Ifinfomsg(0, 0, 0).write(out.buffer());
        out.text(RtnetlinkNumbers.IFLA_IFNAME, checked(peer));
        out.end(other);
        out.end(data);
        out.end(info);
    }

    static void addXfrm(MessageWriter out, String name, int interfaceId) {
        new Ifinfomsg(0, 0, 0).write(out.buffer());
        out.text(RtnetlinkNumbers.IFLA_IFNAME, checked(name));
        int info = out.begin(RtnetlinkNumbers.IFLA_LINKINFO);
        out.word(RtnetlinkNumbers.IFLA_INFO_KIND, "xfrm");
        int data = out.begin(RtnetlinkNumbers.IFLA_INFO_DATA);
        out.u32(RtnetlinkNumbers.IFLA_XFRM_IF_ID, interfaceId);
        out.end(data);
        out.end(info);
    }

    static void addVti(MessageWriter out, String name, int key, IpAddress local, IpAddress remote) {
        new Ifinfomsg(0, 0, 0).write(out.buffer());
        out.text(RtnetlinkNumbers.IFLA_IFNAME, checked(name));
        int info = out.begin(RtnetlinkNumbers.IFLA_LINKINFO);
        out.word(RtnetlinkNumbers.IFLA_INFO_KIND, local.family() == IpFamily.IPV6 ? "vti6" : "vti");
        int data = out.begin(RtnetlinkNumbers.IFLA_INFO_DATA);
        bytes(out, RtnetlinkNumbers.IFLA_VTI_IKEY, bigEndian(key));
        bytes(out, RtnetlinkNumbers.IFLA_VTI_OKEY, bigEndian(key));
        bytes(out, RtnetlinkNumbers.IFLA_VTI_LOCAL, local.toBytes());
        bytes(out, RtnetlinkNumbers.IFLA_VTI_REMOTE, remote.toBytes());
        out.u32(RtnetlinkNumbers.IFLA_VTI_FWMARK, 0);
        out.end(data);
        out.end(info);
    }

    private static byte[] bigEndian(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static void bytes(MessageWriter out, int type, byte[] value) {
        int start = out.begin(type);
        out.buffer().put(value);
        out.end(start);
    }

    static Link read(NetlinkMessage message) throws MalformedMessageException {
        Ifinfomsg head = Ifinfomsg.read(message.payload());
        AttributeCursor attributes = new AttributeCursor(message.payload().position(Ifinfomsg.SIZE));
        String name = "";
        String kind = "";
        int mtu = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case RtnetlinkNumbers.IFLA_IFNAME -> name = attributes.text(Link.NAME_LENGTH_MAX);
                case RtnetlinkNumbers.IFLA_MTU -> mtu = attributes.u32();
                case RtnetlinkNumbers.IFLA_LINKINFO -> kind = kind(new AttributeCursor(attributes.value()));
                default -> {
                    // Dozens of others do not concern us.
                }
            }
        }
        return new Link(head.index(), name, head.flags(), mtu, kind);
    }

    private static String kind(AttributeCursor info) throws MalformedMessageException {
        String kind = "";
        while (info.next()) {
            if (info.type() == RtnetlinkNumbers.IFLA_INFO_KIND) {
                kind = info.text(Link.NAME_LENGTH_MAX);
            }
        }
        return kind;
    }

    static String checked(String name) {
        if (!name.matches("[!-~&&[^/:]]{1," + Link.NAME_LENGTH_MAX + "}")) {
            throw new IllegalArgumentException("not the name of an interface: " + name);
        }
        return name;
    }
}
