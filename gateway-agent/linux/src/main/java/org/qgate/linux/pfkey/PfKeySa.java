package org.qgate.linux.pfkey;

import org.qgate.linux.memory.LockedBytes;

/**
 * An SA to be installed, without its key.
 *
 * @param name its name
 * @param mode tunnel or transport
 * @param reqid ties it to policies, 0 for none; above {@link SadbXIpsecrequest#REQID_MAX} no policy of PF_KEY finds it
 * @param algorithm what it does
 * @param options the rest
 */
public record PfKeySa(PfKeySaName name, IpsecMode mode, int reqid, PfKeyAlgorithm algorithm, PfKeySaOptions options) {

    /** Largest SPI that is reserved (RFC 4303 section 2.1). */
    public static final int RESERVED_SPI_MAX = 255;

    /** Checks that the algorithm fits the protocol and the SPI is not reserved. */
    public PfKeySa {
        if (algorithm.satype() != name.satype()) {
            throw new IllegalArgumentException(algorithm + " does not serve " + name.satype());
        }
        if (Integer.compareUnsigned(name.spi(), RESERVED_SPI_MAX) <= 0) {
            throw new IllegalArgumentException("SPI " + name.spi() + " is reserved");
        }
    }

    /** Writes ADD or UPDATE. */
    void write(PfKeyWriter writer, LockedBytes key) {
        writer.add(new SadbSa(
                name.spi(),
                options.replayWindow(),
                SadbSa.STATE_MATURE,
                algorithm.auth(),
                algorithm.encrypt(),
                options.flags()));
        options.hard().ifPresent(writer::add);
        options.soft().ifPresent(writer::add);
        name.writeAddresses(writer);
        writer.add(new SadbXSa2(mode.number(), 0, reqid));
        algorithm.writeKeys(writer, key);
        options.encapsulation()
                .ifPresent(ports -> writer.add(new SadbXNatTType(SadbXNatTType.ESP_IN_UDP))
                        .add(new SadbXNatTPort(SadbExt.X_NAT_T_SPORT, ports.source()))
                        .add(new SadbXNatTPort(SadbExt.X_NAT_T_DPORT, ports.destination())));
        options.replay().ifPresent(writer::add);
    }
}
