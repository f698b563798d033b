package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * One extension behind the header: {@code __u16} length in 8 bytes, {@code __u16} type, then its own fields. Numbers are
 * in the machine's byte order, SPIs, ports and addresses in network order.
 */
public sealed interface SadbExtension
        permits SadbAddress,
                SadbKey,
                SadbLifetime,
                SadbOpaque,
                SadbProp,
                SadbSa,
                SadbSpirange,
                SadbSupported,
                SadbXNatTPort,
                SadbXNatTType,
                SadbXPolicy,
                SadbXQgateReplay,
                SadbXSa2 {

    /** Bytes of {@code struct sadb_ext}. */
    int HEADER_BYTES = 4;

    /** Which one it is, a number of {@link SadbExt}; a message has one of each at most. */
    int extensionType();

    /** Writes what follows the extension's own header; the writer pads to eight bytes. */
    void writeBody(ByteBuffer out);
}
