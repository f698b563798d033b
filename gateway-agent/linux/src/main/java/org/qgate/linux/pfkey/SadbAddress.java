package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

/**
 * An address of an SA, or one side of a selector.
 *
 * <pre>{@code
 * struct sadb_address {
 *     __u16 sadb_address_len;
 *     __u16 sadb_address_exttype;
 *     __u8  sadb_address_proto;
 *     __u8  sadb_address_prefixlen;
 *     __u16 sadb_address_reserved;
 * };  // followed by a struct sockaddr_in or sockaddr_in6
 * }</pre>
 *
 * @param extensionType one of {@code SadbExt.ADDRESS_*} or {@link SadbExt#X_NAT_T_OA}
 * @param protocol IP protocol of a selector, {@link #ANY_PROTOCOL} for any; of an SA's address 0
 * @param prefix the address with its prefix length
 * @param port 0 for any
 */
public record SadbAddress(int extensionType, int protocol, IpPrefix prefix, int port) implements SadbExtension {

    /** {@code IPSEC_PROTO_ANY}. */
    public static final int ANY_PROTOCOL = 255;

    private static final int SOCKADDR = 8;
    private static final int PORT_MAX = 0xFFFF;

    /** Checks the ranges. */
    public SadbAddress {
        if (protocol < 0 || protocol > ANY_PROTOCOL || port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("protocol " + protocol + " or port " + port + " is out of range");
        }
        if (!isAddress(extensionType)) {
            throw new IllegalArgumentException("extension " + extensionType + " is no address");
        }
    }

    static boolean isAddress(int type) {
        return type == SadbExt.X_NAT_T_OA || (type >= SadbExt.ADDRESS_SRC && type <= SadbExt.ADDRESS_PROXY);
    }

    /** The source of an SA. */
    public static SadbAddress source(IpAddress address) {
        return new SadbAddress(SadbExt.ADDRESS_SRC, 0, IpPrefix.host(address), 0);
    }

    /** The destination of an SA. */
    public static SadbAddress destination(IpAddress address) {
        return new SadbAddress(SadbExt.ADDRESS_DST, 0, IpPrefix.host(address), 0);
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.put((byte) protocol).put((byte) prefix.length()).putShort((short) 0);
        SocketAddressCodec.write(out, prefix.address(), port);
    }

    static SadbAddress read(int type, ByteBuffer in) throws MalformedPfKeyException {
        IpAddress address = SocketAddressCodec.address(in, SOCKADDR, "sadb_address");
        int length = Byte.toUnsignedInt(in.get(5));
        if (length > address.family().bits()) {
            throw new MalformedPfKeyException(
                    "sadb_address has a prefix of " + length + " bits for " + address.family());
        }
        return new SadbAddress(
                type,
                Byte.toUnsignedInt(in.get(4)),
                new IpPrefix(address, length),
                SocketAddressCodec.port(in, SOCKADDR));
    }
}
