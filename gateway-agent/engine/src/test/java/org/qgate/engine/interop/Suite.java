package org.qgate.engine.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;

/**
 * One way to do ESP.
 *
 * @param algorithm the transform
 * @param outer family of the outer header
 * @param udp whether ESP travels in UDP
 * @param extended whether sequence numbers have 64 bits
 */
record Suite(EspAlgorithm algorithm, IpFamily outer, boolean udp, boolean extended) {
    static final int UDP_PORT = 4500;

    /** Every transform with either outer family, with and without UDP; each with short and with extended numbers. */
    static List<Suite> all() {
        List<Suite> suites = new ArrayList<>();
        for (EspAlgorithm algorithm : EspAlgorithm.values()) {
            for (IpFamily outer : List.of(IpFamily.IPV4, IpFamily.IPV6)) {
                for (boolean udp : new boolean[] {false, true}) {
                    suites.add(new Suite(algorithm, outer, udp, (outer == IpFamily.IPV4) == udp));
                }
            }
        }
        return suites;
    }

    /** Key material that everybody knows, another for each SPI. */
    byte[] key(int spi) {
        ByteBuffer material = ByteBuffer.allocate((algorithm.keyBytes() + 31) / 32 * 32);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int part = 0; material.hasRemaining(); part++) {
                material.put(digest.digest(("interop " + spi + " " + part).getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(material.array(), algorithm.keyBytes());
    }

    SaParameters parameters(Sa sa) {
        Tunnel tunnel = Tunnel.between(sa.from(), sa.to());
        return SaParameters.of(sa.spi(), sa.reqid(), algorithm, udp ? tunnel.withUdp(UDP_PORT, UDP_PORT) : tunnel)
                .with(extended ? SaParameters.SequenceRules.EXTENDED : SaParameters.SequenceRules.SHORT);
    }

    @Override
    public String toString() {
        return algorithm + " over " + outer + (udp ? " in UDP" : "") + (extended ? " ESN" : "");
    }

    /** An SA of a suite as both ends know it. */
    record Sa(Suite suite, int spi, IpAddress from, IpAddress to, int reqid) {
        byte[] key() {
            return suite.key(spi);
        }
    }
}
