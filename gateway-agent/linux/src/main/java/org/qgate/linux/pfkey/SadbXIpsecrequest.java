package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.qgate.linux.inet.IpAddress;

/**
 * What a policy wants done to a packet.
 *
 * <pre>{@code
 * struct sadb_x_ipsecrequest {
 *     __u16 sadb_x_ipsecrequest_len;        // in bytes
 *     __u16 sadb_x_ipsecrequest_proto;
 *     __u8  sadb_x_ipsecrequest_mode;
 *     __u8  sadb_x_ipsecrequest_level;
 *     __u16 sadb_x_ipsecrequest_reserved1;
 *     __u32 sadb_x_ipsecrequest_reqid;
 *     __u32 sadb_x_ipsecrequest_reserved2;
 * };  // in tunnel mode followed by source and destination, packed, then padded to 8 bytes
 * }</pre>
 *
 * @param protocol IP protocol number: 50 for ESP, 51 for AH
 * @param mode tunnel or transport
 * @param level which SAs do
 * @param reqid of level {@link IpsecLevel#UNIQUE}: 1 to {@link #REQID_MAX}, or 0 to let Linux choose one above that
 * @param tunnel outer addresses, with a tunnel only
 */
public record SadbXIpsecrequest(int protocol, IpsecMode mode, IpsecLevel level, int reqid, Optional<Tunnel> tunnel) {

    /** {@code IPSEC_MANUAL_REQID_MAX}: Linux replaces larger ones by a choice of its own, without a word. */
    public static final int REQID_MAX = 0x3FFF;

    /** Most requests of one policy ({@code XFRM_MAX_DEPTH}). */
    public static final int COUNT_MAX = 6;

    static final int HEADER = 16;

    /**
     * Outer addresses.
     *
     * @param source ours of an outbound policy
     * @param destination the peer's of an outbound policy
     */
    public record Tunnel(IpAddress source, IpAddress destination) {
        /** Checks that both are of one family. */
        public Tunnel {
            if (source.family() != destination.family()) {
                throw new IllegalArgumentException(
                        "a tunnel from " + source + " to " + destination + " mixes families");
            }
        }
    }

    /** ESP in a tunnel, under SAs of one reqid. */
    public static SadbXIpsecrequest uniqueEspTunnel(IpAddress source, IpAddress destination, int reqid) {
        return new SadbXIpsecrequest(
                SadbSatype.ESP.protocol(),
                IpsecMode.TUNNEL,
                IpsecLevel.UNIQUE,
                reqid,
                Optional.of(new Tunnel(source, destination)));
    }

    int bytes() {
        int addresses = tunnel.map(ends -> 2 * SocketAddressCodec.bytes(ends.source.family()))
                .orElse(0);
        return HEADER + (addresses + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    void write(ByteBuffer out) {
        int end = out.position() + bytes();
        out.putShort((short) bytes()).putShort((short) protocol);
        out.put((byte) mode.number()).put((byte) level.number()).putShort((short) 0);
        out.putInt(reqid).putInt(0);
        tunnel.ifPresent(ends -> {
            SocketAddressCodec.write(out, ends.source, 0);
            SocketAddressCodec.write(out, ends.destination, 0);
        });
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }

    /** Reads one whose own length field was checked: {@code in} holds nothing else. */
    static SadbXIpsecrequest read(ByteBuffer in) throws MalformedPfKeyException {
        int modeNumber = Byte.toUnsignedInt(in.get(4));
        int levelNumber = Byte.toUnsignedInt(in.get(5));
        IpsecMode mode = IpsecMode.of(modeNumber)
                .orElseThrow(
                        () -> new MalformedPfKeyException("sadb_x_ipsecrequest_mode " + modeNumber + " is unknown"));
        IpsecLevel level = IpsecLevel.of(levelNumber)
                .orElseThrow(
                        () -> new MalformedPfKeyException("sadb_x_ipsecrequest_level " + levelNumber + " is unknown"));
        return new SadbXIpsecrequest(
                Short.toUnsignedInt(in.getShort(2)),
                mode,
                level,
                in.getInt(8),
                mode == IpsecMode.TUNNEL ? Optional.of(tunnel(in)) : Optional.empty());
    }

    private static Tunnel tunnel(ByteBuffer in) throws MalformedPfKeyException {
        IpAddress source = SocketAddressCodec.address(in, HEADER, "sadb_x_ipsecrequest");
        int second = HEADER + SocketAddressCodec.bytes(source.family());
        IpAddress destination = SocketAddressCodec.address(in, second, "sadb_x_ipsecrequest");
        if (source.family() != destination.family()) {
            throw new MalformedPfKeyException("the tunnel of a sadb_x_ipsecrequest mixes address families");
        }
        return new Tunnel(source, destination);
    }
}
