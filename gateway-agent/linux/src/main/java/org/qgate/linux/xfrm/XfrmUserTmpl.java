package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * The SA that a policy demands.
 *
 * <pre>{@code
 * struct xfrm_user_tmpl {
 *     struct xfrm_id id;
 *     __u16          family;
 *     xfrm_address_t saddr;
 *     __u32          reqid;
 *     __u8           mode;
 *     __u8           share;
 *     __u8           optional;
 *     __u32          aalgos;
 *     __u32          ealgos;
 *     __u32          calgos;
 * };
 * }</pre>
 *
 * @param id the SA; SPI 0 lets the kernel choose among those that fit, any other pins one
 * @param source outer source
 * @param reqid request id of the SA, 0 for any
 * @param mode number of an {@link XfrmMode}
 * @param share {@code XFRM_SHARE_*}
 * @param optional whether packets pass without it: true means they may leave in clear
 * @param algorithms which algorithms may serve
 */
public record XfrmUserTmpl(
        XfrmId id, IpAddress source, int reqid, int mode, int share, boolean optional, AlgorithmMasks algorithms) {

    /** Most templates of a policy ({@code XFRM_MAX_DEPTH}). */
    public static final int COUNT_MAX = 6;

    static final int SIZE = 64;

    private static final int FAMILY = XfrmId.SIZE;
    private static final int SADDR = FAMILY + Integer.BYTES;
    private static final int REQID = SADDR + XfrmAddress.SIZE;

    /**
     * Bit masks of algorithms by PF_KEY number; AEAD needs all bits set.
     *
     * @param authentication {@code aalgos}
     * @param encryption {@code ealgos}
     * @param compression {@code calgos}
     */
    public record AlgorithmMasks(int authentication, int encryption, int compression) {
        /** Any algorithm. */
        public static final AlgorithmMasks ANY = new AlgorithmMasks(-1, -1, -1);
    }

    /** A required tunnel between two gateways by ESP; {@code spi} 0 leaves the choice to the kernel. */
    public static XfrmUserTmpl espTunnel(IpAddress source, IpAddress destination, int spi, int reqid) {
        return required(new XfrmId(destination, spi, XfrmId.ESP), source, reqid, XfrmMode.TUNNEL);
    }

    /** A required SA of any kind. */
    public static XfrmUserTmpl required(XfrmId id, IpAddress source, int reqid, XfrmMode mode) {
        return new XfrmUserTmpl(id, source, reqid, mode.number(), 0, false, AlgorithmMasks.ANY);
    }

    /** The same with another SPI. */
    public XfrmUserTmpl withSpi(int spi) {
        XfrmId other = new XfrmId(id.destination(), spi, id.protocol());
        return new XfrmUserTmpl(other, source, reqid, mode, share, optional, algorithms);
    }

    void write(ByteBuffer out) {
        id.write(out);
        out.putShort((short) id.destination().family().number()).putShort((short) 0);
        XfrmAddress.write(out, source);
        out.putInt(reqid);
        out.put((byte) mode).put((byte) share).put((byte) (optional ? 1 : 0)).put((byte) 0);
        out.putInt(algorithms.authentication).putInt(algorithms.encryption).putInt(algorithms.compression);
    }

    static XfrmUserTmpl read(ByteBuffer in, int offset) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, offset, SIZE, "xfrm_user_tmpl");
        IpFamily family = XfrmAddress.family(Short.toUnsignedInt(in.getShort(offset + FAMILY)), "xfrm_user_tmpl");
        int last = offset + REQID;
        return new XfrmUserTmpl(
                XfrmId.read(in, offset, family),
                XfrmAddress.read(in, offset + SADDR, family),
                in.getInt(last),
                Byte.toUnsignedInt(in.get(last + 4)),
                Byte.toUnsignedInt(in.get(last + 5)),
                in.get(last + 6) != 0,
                new AlgorithmMasks(in.getInt(last + 8), in.getInt(last + 12), in.getInt(last + 16)));
    }
}
