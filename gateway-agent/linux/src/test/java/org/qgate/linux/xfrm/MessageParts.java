package org.qgate.linux.xfrm;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.qgate.linux.netlink.FakeKernel;
import org.qgate.linux.netlink.Messages;

/**
 * A message taken apart, so that the order of attributes, which means nothing, does not matter in a comparison.
 *
 * @param type {@code nlmsg_type}
 * @param head hex of the fixed structure
 * @param attributes hex of the values by type
 */
public record MessageParts(int type, String head, TreeMap<Integer, String> attributes) {

    /** Takes the only message of a datagram apart. */
    public static MessageParts of(byte[] datagram, int headBytes) {
        List<FakeKernel.Request> requests = FakeKernel.parse(datagram);
        if (requests.size() != 1) {
            throw new IllegalArgumentException(requests.size() + " messages instead of one");
        }
        byte[] body = requests.get(0).body();
        return new MessageParts(
                requests.get(0).type(), hex(body, 0, Math.min(headBytes, body.length)), attributes(body, headBytes));
    }

    private static TreeMap<Integer, String> attributes(byte[] body, int from) {
        TreeMap<Integer, String> attributes = new TreeMap<>();
        int at = from;
        while (at + 4 <= body.length) {
            int length = Messages.wrap(body).getShort(at);
            int type = Messages.wrap(body).getShort(at + 2) & 0x3FFF;
            attributes.put(type, hex(body, at + 4, at + length));
            at += (length + 3) / 4 * 4;
        }
        return attributes;
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, from, to));
    }
}
