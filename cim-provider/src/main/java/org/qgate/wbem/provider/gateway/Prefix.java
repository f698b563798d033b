package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimValue;

/**
 * A prefix of IP addresses.
 *
 * @param address 4 or 16 bytes, most significant first
 * @param length leading bits that count
 */
record Prefix(List<Integer> address, int length) {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int BYTE_BITS = 8;
    private static final int BYTE = 0xff;
    private static final int HEX = 16;

    Prefix {
        address = List.copyOf(address);
    }

    /** Reads CIDR form; empty if the text is none. Names are never looked up. */
    static Optional<Prefix> parse(String cidr) {
        int slash = cidr.indexOf('/');
        String text = slash < 0 ? cidr : cidr.substring(0, slash);
        try {
            List<Integer> bytes = text.contains(":") ? v6(text) : v4(text);
            int bits = bytes.size() * BYTE_BITS;
            int length = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
            boolean sound = (bytes.size() == V4_BYTES || bytes.size() == V6_BYTES) && length >= 0 && length <= bits;
            return sound ? Optional.of(new Prefix(bytes, length)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    int version() {
        return address.size() == V4_BYTES ? 4 : 6;
    }

    CimValue addressOctets() {
        return octets(address);
    }

    CimValue maskOctets() {
        List<Integer> mask = new ArrayList<>();
        for (int i = 0; i < address.size(); i++) {
            int bits = Math.max(0, Math.min(BYTE_BITS, length - i * BYTE_BITS));
            mask.add(BYTE & (BYTE << (BYTE_BITS - bits)));
        }
        return octets(mask);
    }

    private static CimValue octets(List<Integer> bytes) {
        return new CimArray(
                new ArrayList<>(bytes.stream().map(CimInteger::uint8).toList()));
    }

    private static List<Integer> v4(String text) {
        List<Integer> bytes = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            int value = Integer.parseInt(part);
            if (value < 0 || value > BYTE) {
                throw new NumberFormatException(part);
            }
            bytes.add(value);
        }
        return bytes;
    }

    private static List<Integer> v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text);
        }
        List<Integer> front = groups(text.substring(0, gap));
        List<Integer> back = groups(text.substring(gap + 2));
        while (front.size() + back.size() < V6_BYTES) {
            front.add(0);
        }
        front.addAll(back);
        return front;
    }

    private static List<Integer> groups(String text) {
        List<Integer> bytes = new ArrayList<>();
        if (text.isEmpty()) {
            return bytes;
        }
        for (String group : text.split(":", -1)) {
            int value = Integer.parseInt(group, HEX);
            if (value < 0 || value > 0xffff) {
                throw new NumberFormatException(group);
            }
            bytes.add(value >> BYTE_BITS);
            bytes.add(value & BYTE);
        }
        return bytes;
    }
}
