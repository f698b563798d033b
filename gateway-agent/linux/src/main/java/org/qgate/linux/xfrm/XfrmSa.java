package org.qgate.linux.xfrm;

import org.qgate.linux.inet.IpAddress;

/**
 * An SA to be installed, without its key.
 *
 * @param id its name
 * @param source outer source
 * @param reqid links it to policy templates
 * @param mode tunnel or transport
 * @param algorithm what it does
 * @param limits when the kernel ends it
 * @param options the rest
 */
public record XfrmSa(
        XfrmId id,
        IpAddress source,
        int reqid,
        XfrmMode mode,
        XfrmAlgorithm algorithm,
        XfrmLifetimeCfg limits,
        XfrmSaOptions options) {

    /** Largest SPI that is reserved (RFC 4303 section 2.1). */
    public static final int RESERVED_SPI_MAX = 255;

    /** Checks that addresses are of one family, the algorithm fits the protocol and the SPI is not reserved. */
    public XfrmSa {
        if (source.family() != id.destination().family()) {
            throw new IllegalArgumentException("an SA from " + source + " to " + id.destination() + " mixes families");
        }
        if (algorithm.protocol() != id.protocol()) {
            throw new IllegalArgumentException(algorithm + " does not serve IP protocol " + id.protocol());
        }
        if (Integer.compareUnsigned(id.spi(), RESERVED_SPI_MAX) <= 0) {
            throw new IllegalArgumentException("SPI " + id.spi() + " is reserved");
        }
    }

    /** An SA without limits and options, of the protocol that the algorithm serves. */
    public static XfrmSa of(
            XfrmMode mode, XfrmAlgorithm algorithm, IpAddress source, IpAddress destination, int spi, int reqid) {
        XfrmId id = new XfrmId(destination, spi, algorithm.protocol());
        return new XfrmSa(id, source, reqid, mode, algorithm, XfrmLifetimeCfg.NONE, XfrmSaOptions.NONE);
    }

    /** The same with these limits. */
    public XfrmSa withLimits(XfrmLifetimeCfg other) {
        return new XfrmSa(id, source, reqid, mode, algorithm, other, options);
    }

    /** The same with these options. */
    public XfrmSa withOptions(XfrmSaOptions other) {
        return new XfrmSa(id, source, reqid, mode, algorithm, limits, other);
    }

    /** What deletes it. */
    public XfrmSaKey key() {
        return new XfrmSaKey(id, source, options.mark());
    }
}
