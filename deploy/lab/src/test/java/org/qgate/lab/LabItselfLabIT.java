package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.Direction;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.Job;
import org.qgate.lab.kernel.KernelChoice;
import org.qgate.lab.wire.LossReport;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/** The lab's own instruments, tried without agents: what they report must be what happens. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabItselfLabIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FAST = Duration.ofMillis(20);

    private final Checkout checkout = Checkout.find();
    private final IpsecKernel kernel = KernelChoice.open(checkout, LabFolder.fresh("LabItself"));
    private final LabNetwork network = LabNetwork.up(kernel, checkout);

    LabItselfLabIT() throws Exception {}

    @BeforeAll
    void protect() throws Exception {
        network.call("lab_static_sa");
        network.call("lab_policies 2 102");
    }

    @AfterAll
    void takeDown() {
        network.close();
        kernel.close();
    }

    private PingCount ping(Net net, int count) throws Exception {
        return network.ping(net, FAST, count).await();
    }

    @Test
    void carriesTrafficPlainAndProtected() throws Exception {
        assertThat(ping(Net.PLAIN, 10)).isEqualTo(new PingCount(10, 10));
        assertThat(ping(Net.STATIC_SA, 10)).isEqualTo(new PingCount(10, 10));
    }

    @Test
    void showsProtectedPacketsAsEspAndPlainOnesAsPlaintext() throws Exception {
        network.startCapture("mixed");
        network.sendCanary();
        ping(Net.STATIC_SA, 10);
        ping(Net.PLAIN, 3);
        Capture capture = network.stopCapture("mixed");

        WireReport report = WireReport.of(capture.pcap(), network.wirePlan(), TimeWindow.ALWAYS);
        assertThat(report.fromA().packets()).isEqualTo(10);
        assertThat(report.fromB().packets()).isEqualTo(10);
        assertThat(report.fromA().spis()).isEqualTo(1);
        assertThat(report.plaintextPackets()).as(report.plaintextText()).isEqualTo(6);
        assertThat(report.canaries()).isEqualTo(1);
        assertThat(capture.drops()).isZero();
    }

    @Test
    void countsEachKeyChangeOfTheBareReplacer() throws Exception {
        Duration duration = Duration.ofSeconds(4);
        network.startCapture("replacer");
        network.call("lab_replacer_start 20000 " + duration.plusSeconds(2).toSeconds());
        network.startProbe(Net.BARE_REPLACER, duration);
        PingCount probes = network.awaitProbe(PATIENCE);
        String told = network.call("lab_replacer_wait 30");
        Capture capture = network.stopCapture("replacer");

        WireReport report = WireReport.of(capture.pcap(), network.wirePlan(), TimeWindow.ALWAYS);
        assertThat(probes.lost()).isZero();
        assertThat(told).contains("nl errs 0");
        assertThat(report.fromA().spis()).isBetween(100, 310);
        assertThat(report.fromB().spis()).isBetween(100, 310);
        assertThat(report.fromA().meanPeriodMillis()).isBetween(19.0, 40.0);
    }

    @Test
    void losesOnThePathWhatItReportsAsLost() throws Exception {
        network.startCapture("before", "wan", "toA");
        network.startCapture("behind", "wan", "toB");
        network.impair(Direction.ALICE_TO_BOB, "loss 20%");
        PingCount pings = ping(Net.STATIC_SA, 200);
        network.heal();
        Capture before = network.stopCapture("before");
        Capture behind = network.stopCapture("behind");

        LossReport there =
                LossReport.between(before.pcap(), behind.pcap(), network.wirePlan(), Gateway.ALICE.outerAddress());
        LossReport back =
                LossReport.between(behind.pcap(), before.pcap(), network.wirePlan(), Gateway.BOB.outerAddress());
        assertThat(there.sent()).isEqualTo(200);
        assertThat(there.lost()).isEqualTo(pings.lost()).isBetween(10L, 90L);
        assertThat(back.lost()).isZero();
    }

    @Test
    void delaysReordersCutsAndHeals() throws Exception {
        network.impair(Direction.BOTH, "delay 30ms");
        assertThat(network.exec("hostA", "ping -q -n -c 3 -i 0.2 -W 2 10.2.1.2").out())
                .containsPattern("min/avg/max/mdev = [6-9][0-9]\\.");
        network.cut(Direction.BOB_TO_ALICE);
        assertThat(ping(Net.STATIC_SA, 3).received()).isZero();
        network.heal();
        assertThat(ping(Net.STATIC_SA, 3).lost()).isZero();
    }

    @Test
    void countsKernelErrorsOnTheGatewayWhereTheyHappen() throws Exception {
        XfrmErrors before = XfrmErrors.now(network);
        // Nobody has installed SAs for this pair: its policies alone must stop the packets.
        assertThat(network.exec("gwA", "ip xfrm state deleteall reqid 102").exitCode())
                .isZero();
        assertThat(ping(Net.BARE_REPLACER, 5).received()).isZero();

        assertThat(XfrmErrors.now(network).since(before)).containsEntry("alice.XfrmOutNoStates", 5L);
    }

    @Test
    void givesExitCodesOutputsAndLines() throws Exception {
        assertThat(kernel.run("echo out; echo err >&2; exit 7", PATIENCE).toString())
                .isEqualTo("CommandResult[exitCode=7, out=out\n, err=err\n]");
        List<String> lines = new CopyOnWriteArrayList<>();
        Job job = kernel.stream("for i in 1 2 3; do echo line $i; done; exit 3", lines::add);
        assertThat(job.await(PATIENCE)).isEqualTo(3);
        assertThat(lines).containsExactly("line 1", "line 2", "line 3");
        Job endless = kernel.stream("sleep 1000", line -> {});
        endless.kill();
        assertThat(endless.await(PATIENCE)).isNotZero();
    }
}
