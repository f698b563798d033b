package org.qgate.engine.keying;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qgate.engine.cipher.CipherLibrary;
import org.qgate.engine.cipher.KeyStore;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyDecoded;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.PfKeyParser;
import org.qgate.linux.pfkey.PfKeyWriter;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbMsg;
import org.qgate.linux.pfkey.SadbMsgType;
import org.qgate.linux.pfkey.SadbProp;

/**
 * What the engine tells, byte by byte beside what Linux 6.1 told in the same case (recorded; times were zeroed, keys count up).
 */
class KernelBytesTest {
    private static final IpAddress HERE = IpAddress.parse("203.0.113.1");
    private static final String ADD_NAT_T = "0203000319000000f20300009210000002000100000012380001050c00000000"
            + "030005000020000002000000cb0071010000000000000000030006000020000002000000cb0071020000000000000000"
            + "0200130002000000000000004d0000000500090000010000000102030405060708090a0b0c0d0e0f1011121314151617"
            + "18191a1b1c1d1e1f0500080000010000202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
            + "010014000200000001001500119400000100160011950000";
    /** The kernel's answer without the extensions for a proxy and for keys, of which the engine tells nothing. */
    private static final String TOLD_NAT_T = "020500031b000000f20300009210000002000100000012380001050c00000000"
            + "0400030000000000000000000000000000000000000000000000000000000000"
            + "0400040000000000000000000000000000000000000000000000000000000000"
            + "0400020000000000000000000000000000000000000000000000000000000000"
            + "030005000020000002000000cb0071010000000000000000030006000020000002000000cb0071020000000000000000"
            + "0200130002000000000000004d000000010014000200000001001500119400000100160011950000";

    private static final String SPDADD = "020e000010000000060400009210000003000500ff100000020000000a010000000000000000"
            + "000003000600ff100000020000000a0200000000000000000000080012000200020000000000e803000030003200020300004d"
            + "0000000000000002000000cb007101000000000000000002000000cb0071020000000000000000";
    /** The kernel counts policies otherwise: its id was 0x21. */
    private static final String ACQUIRE = "020600030b0000000100000000000000030005000020000002000000cb00710100000000"
            + "00000000030006000020000002000000cb0071020000000000000000020012000200020001000000e803000001000d0020000000";

    private final KeyStore store = new KeyStore(4);
    private final TunnelReqids reqids = new TunnelReqids();
    private final SecretArena arena;
    private final SaRequests sas;
    private final ByteBuffer out = Libc.nativeBuffer(PfKeyServer.ANSWER_BYTES_MAX);
    private String answered = "";

    KernelBytesTest() throws LinuxException {
        arena = SecretArena.open(16, 0);
        sas = new SaRequests(
                store,
                new KeyingOptions(HostAddresses.of(HERE), arena, () -> 0, new Random(1)),
                reqids,
                new SaDescription(() -> Instant.EPOCH));
    }

    @AfterEach
    void close() {
        store.flush();
        arena.close();
    }

    private static PfKeyDecoded.Valid request(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        ByteBuffer datagram = Libc.nativeBuffer(bytes.length).put(bytes).flip();
        return (PfKeyDecoded.Valid) PfKeyParser.parse(datagram.order(ByteOrder.nativeOrder()));
    }

    private void answer(SadbMsg header, List<SadbExtension> extensions) {
        ByteBuffer written = new PfKeyWriter(out).write(new PfKeyMessage(header, extensions));
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        answered = HexFormat.of().formatHex(bytes);
    }

    @Test
    void anSaInUdpIsToldAsByTheKernel() throws Exception {
        PfKeyDecoded.Valid add = request(ADD_NAT_T);
        sas.add(add.message(), add.keys(), this::answer);
        SadbMsg asked = add.message().header();
        SadbMsg get = SadbMsg.request(SadbMsgType.GET, asked.satype(), asked.sequence(), asked.pid());
        sas.get(new PfKeyMessage(get, add.message().extensions()), this::answer);
        assertThat(answered).isEqualTo(TOLD_NAT_T);
    }

    @Test
    void aWantedSaIsToldAsByTheKernelButForTheProposals() throws Exception {
        PolicyTable[] outbound = {PolicyTable.EMPTY};
        SpdRequests policies = new SpdRequests((newOutbound, newInbound) -> outbound[0] = newOutbound, reqids);
        policies.add(request(SPDADD).message(), false, this::answer);
        SadbProp asKernel =
                new SadbProp(Algorithms.proposal(CipherLibrary.best()).replay(), List.of());
        policies.acquire(outbound[0].policies().get(0), asKernel, this::answer);
        assertThat(answered).isEqualTo(ACQUIRE);
        assertThat(request(answered).message().proposal()).contains(asKernel);
        assertThat(request(answered).message().address(SadbExt.ADDRESS_SRC)).isPresent();
    }
}
