package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy without its selector.
 *
 * <pre>{@code
 * struct sadb_x_policy {
 *     __u16 sadb_x_policy_len;
 *     __u16 sadb_x_policy_exttype;
 *     __u16 sadb_x_policy_type;
 *     __u8  sadb_x_policy_dir;
 *     __u8  sadb_x_policy_reserved;
 *     __u32 sadb_x_policy_id;
 *     __u32 sadb_x_policy_priority;
 * };  // followed by struct sadb_x_ipsecrequest
 * }</pre>
 *
 * @param action what it does
 * @param direction which packets it is for
 * @param id the kernel's, 0 in a request
 * @param priority unsigned, lower numbers win
 * @param requests with {@link IpsecAction#IPSEC} at least one, innermost first; else none
 */
public record SadbXPolicy(
        IpsecAction action, IpsecDirection direction, int id, int priority, List<SadbXIpsecrequest> requests)
        implements SadbExtension {

    static final int HEADER = 16;

    /** Copies and checks the list. */
    public SadbXPolicy {
        requests = List.copyOf(requests);
        if (requests.size() > SadbXIpsecrequest.COUNT_MAX) {
            throw new IllegalArgumentException("a policy has at most " + SadbXIpsecrequest.COUNT_MAX + " requests");
        }
    }

    @Override
    public int extensionType() {
        return SadbExt.X_POLICY;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putShort((short) action.number()).put((byte) direction.number()).put((byte) 0);
        out.putInt(id).putInt(priority);
        requests.forEach(request -> request.write(out));
    }

    static SadbXPolicy read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, HEADER, "sadb_x_policy");
        int actionNumber = Short.toUnsignedInt(in.getShort(4));
        int directionNumber = Byte.toUnsignedInt(in.get(6));
        IpsecAction action = IpsecAction.of(actionNumber)
                .orElseThrow(() -> new MalformedPfKeyException("sadb_x_policy_type " + actionNumber + " is unknown"));
        IpsecDirection direction = IpsecDirection.of(directionNumber)
                .orElseThrow(() -> new MalformedPfKeyException("sadb_x_policy_dir " + directionNumber + " is unknown"));
        return new SadbXPolicy(action, direction, in.getInt(8), in.getInt(12), requests(in));
    }

    private static List<SadbXIpsecrequest> requests(ByteBuffer in) throws MalformedPfKeyException {
        List<SadbXIpsecrequest> requests = new ArrayList<>();
        for (int offset = HEADER; offset < in.limit(); ) {
            int left = in.limit() - offset;
            // The extension ends at a multiple of 8, and so does each request of Linux and KAME: this read is inside.
            int bytes = Short.toUnsignedInt(in.getShort(offset));
            if (bytes < SadbXIpsecrequest.HEADER || bytes > left || bytes % Long.BYTES != 0) {
                throw new MalformedPfKeyException(
                        "sadb_x_ipsecrequest_len is " + bytes + ", but " + left + " bytes are left");
            }
            if (requests.size() == SadbXIpsecrequest.COUNT_MAX) {
                throw new MalformedPfKeyException(
                        "a policy has more than " + SadbXIpsecrequest.COUNT_MAX + " requests");
            }
            requests.add(SadbXIpsecrequest.read(in.slice(offset, bytes).order(in.order())));
            offset += bytes;
        }
        return requests;
    }
}
