package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.offload.Coalescer;
import org.qgate.engine.offload.PacketSink;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;

/** Whatever comes off the network: forged packets are refused, authentic ones with any payload do no harm. */
class EspFuzzTest {
    private static final List<EspAlgorithm> ALGORITHMS = List.of(EspAlgorithm.values());
    private static final int HEADROOM = SecurityAssociation.PLAIN_HEADROOM_BYTES;
    private static final int PLAIN_BYTES_MAX = 9000;
    private static final int REQID = 7;
    private static final int SPI = 0x1000;
    private static final Keys KEYS = keys();
    private static final PolicyTable POLICIES = new PolicyTable(List.of(
            Policy.of(IpPrefix.parse("0.0.0.0/0"), IpPrefix.parse("0.0.0.0/0"), Decision.protect(REQID)),
            Policy.of(IpPrefix.parse("::/0"), IpPrefix.parse("::/0"), Decision.protect(REQID))));

    private static Keys keys() {
        try {
            return new Keys();
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SaParameters parameters(EspAlgorithm algorithm, boolean extended) {
        Tunnel tunnel = Tunnel.between(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"));
        SaParameters parameters = SaParameters.of(SPI, REQID, algorithm, tunnel);
        return extended ? parameters : parameters.with(SaParameters.SequenceRules.SHORT);
    }

    /** First byte: transform and kind of sequence number. Second: the outer traffic class. The rest: what is encrypted. */
    @FuzzTest
    void authenticPayloadsOfAnyFormDoNoHarm(byte[] data) {
        if (data.length < 2) {
            return;
        }
        EspAlgorithm algorithm = ALGORITHMS.get((data[0] & 0x7F) % ALGORITHMS.size());
        boolean extended = data[0] < 0;
        byte[] clear = Arrays.copyOfRange(data, 2, Math.min(data.length, PLAIN_BYTES_MAX));
        int bytes = clear.length / algorithm.alignment() * algorithm.alignment();
        if (bytes == 0) {
            return;
        }
        byte[] esp = sealed(algorithm, extended, clear, bytes);
        InboundSa sa = new InboundSa(parameters(algorithm, extended), KEYS.random(algorithm, 1), 0);
        byte[] plain = new byte[HEADROOM + esp.length];
        int length = sa.decapsulate(new Esp().at(esp, 0, esp.length), data[1] & 0xFF, plain, HEADROOM, 0);
        if (length > 0) {
            assertThat(length).isLessThanOrEqualTo(bytes - 2);
            deliver(plain, length);
        } else {
            assertThat(DropReason.of(length)).isIn(DropReason.BAD_PAYLOAD, DropReason.DUMMY, DropReason.CONGESTION);
        }
        int again = sa.decapsulate(new Esp().at(esp, 0, esp.length), 0, plain, HEADROOM, 0);
        assertThat(again).isEqualTo(DropReason.REPLAYED.code());
        sa.close();
        assertThat(KEYS.used()).isZero();
    }

    private static byte[] sealed(EspAlgorithm algorithm, boolean extended, byte[] clear, int bytes) {
        byte[] plain = new byte[HEADROOM + bytes + SecurityAssociation.PLAIN_TAILROOM_BYTES];
        System.arraycopy(clear, 0, plain, HEADROOM, bytes);
        byte[] esp = new byte[EspAlgorithm.ESP_HEADER_BYTES + algorithm.ivBytes() + bytes + algorithm.icvBytes()];
        NetworkOrder.putInt(esp, 0, SPI);
        NetworkOrder.putInt(esp, Integer.BYTES, 1);
        EspTransform transform = algorithm.transform(CipherLibrary.best(), KEYS.random(algorithm, 1), extended);
        transform.seal(plain, HEADROOM, bytes, esp, 0, 1);
        transform.close();
        return esp;
    }

    private static void deliver(byte[] plain, int length) {
        PacketSelectors selectors = new PacketSelectors();
        if (!selectors.read(plain, HEADROOM, length)) {
            return;
        }
        assertThat(POLICIES.decide(selectors).accepts(REQID)).isTrue();
        int[] delivered = new int[1];
        PacketSink sink = (header, packet, offset, bytes) -> {
            assertThat(IpHeader.checkedLength(packet, offset, bytes)).isEqualTo(bytes);
            delivered[0] += bytes;
        };
        Coalescer coalescer = new Coalescer(sink, true);
        coalescer.offer(plain, HEADROOM, length);
        coalescer.flush();
        assertThat(delivered[0]).isEqualTo(length);
    }

    /** First byte: transform and kind of sequence number. The rest: the packet, from SPI on. */
    @FuzzTest
    void forgedPacketsAreRefused(byte[] data) {
        if (data.length == 0) {
            return;
        }
        EspAlgorithm algorithm = ALGORITHMS.get((data[0] & 0x7F) % ALGORITHMS.size());
        InboundSa sa = new InboundSa(parameters(algorithm, data[0] < 0), KEYS.random(algorithm, 1), 0);
        Esp esp = new Esp().at(data, 1, data.length - 1);
        byte[] plain = new byte[HEADROOM + data.length];
        if (esp.hasHeader()) {
            int result = sa.decapsulate(esp, 0, plain, HEADROOM, 0);
            assertThat(DropReason.of(result)).isIn(DropReason.MALFORMED, DropReason.REPLAYED, DropReason.NOT_AUTHENTIC);
        }
        assertThat(sa.usage(0).packets()).isZero();
        sa.close();
        assertThat(KEYS.used()).isZero();
    }
}
