package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.EspOptions;
import org.qgate.agent.config.NicOffload;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.XfrmSocket;

class OffloadTest {
    private static final int CARD = 7;
    private static final LinkName NAME = new LinkName("alice-bob");
    private static final SaLimits LIMITS = new SaLimits(1 << 20, 1 << 24, 54, 60);
    private static final String FIRST = "new sa 192.0.2.2/00001001";

    private final SecretArena arena = TestLinks.arena();
    private final ModelKernel kernel = new ModelKernel();
    private final XfrmSocket socket = kernel.socket();
    private final ResidentSas residents = new ResidentSas((link, event) -> {}, Disturbances.UNHEARD);
    private final XfrmSaProgrammer programmer = new XfrmSaProgrammer(socket, residents, arena);
    private final XfrmLink link = new XfrmLink(TestLinks.with(
            TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"),
            EspOptions.STANDARD.withOffload(new NicOffload("eth0", NicOffload.Mode.CRYPTO))));
    private int installed;

    @BeforeEach
    void open() {
        link.offload().found(CARD);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private SecretBytes key() {
        byte[] bytes = new byte[36];
        Arrays.fill(bytes, (byte) installed);
        return new LockedKeyMemory(arena).take(bytes);
    }

    /** Installs so many outbound SAs, each in a turn of its own. */
    private List<LinkEvent> install(int count) {
        List<LinkEvent> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            installed++;
            SaName name = new SaName(NAME, 1, Direction.LOW_TO_HIGH, Channel.DATA, installed);
            try (SecretBytes key = key()) {
                programmer.add(
                        link, new LinkEffect.InstallOutbound(name, 0x1000 + installed, Suite.AES_GCM_256, key, LIMITS));
                programmer.execute((of, event) -> answers.add(event));
            }
        }
        return answers;
    }

    @Test
    void putsSasOnTheCard() {
        assertThat(install(3)).hasSize(3).allMatch(LinkEvent.OutboundInstalled.class::isInstance);
        assertThat(kernel.log()).hasSize(3).allMatch(step -> step.endsWith(" on card"));
        assertThat(residents.onCard(NAME)).isEqualTo(3);
        assertThat(link.offload().taken()).isEqualTo(3);
        assertThat(link.offload().reason()).isEmpty();
    }

    @Test
    void installsInSoftwareWhatTheCardRefusesAndAnswersOnce() {
        kernel.refuse(step -> step.endsWith(" on card"));
        List<LinkEvent> answers = install(1);
        assertThat(answers).hasSize(1).allMatch(LinkEvent.OutboundInstalled.class::isInstance);
        assertThat(kernel.log()).containsExactly(FIRST + " on card", FIRST);
        assertThat(residents.onCard(NAME)).isZero();
        assertThat(residents.size()).isEqualTo(1);
        assertThat(link.offload().refusals()).isEqualTo(1);
        assertThat(link.offload().reason()).contains("EINVAL");
    }

    @Test
    void neverOffersAgainAnSaWhoseNameIsTaken() {
        install(1);
        installed = 0;
        List<LinkEvent> answers = install(1);
        assertThat(answers).hasSize(1).allMatch(LinkEvent.OutboundRefused.class::isInstance);
        assertThat(kernel.log()).containsExactly(FIRST + " on card", FIRST + " on card");
        assertThat(link.offload().refusals()).isZero();
    }

    @Test
    void refusesWhatSoftwareCannotDoEither() {
        kernel.refuse(step -> step.startsWith("new sa"));
        assertThat(install(1)).hasSize(1).allMatch(LinkEvent.OutboundRefused.class::isInstance);
        assertThat(residents.size()).isZero();
    }

    @Test
    void asksAFullCardEverLessOftenAndAtOnceMoreWhenItTakesAgain() {
        kernel.refuse(step -> step.endsWith(" on card"));
        install(15);
        // The 1st, 3rd, 7th and 15th are offered: after n refusals in a row, 2^n - 1 are not.
        assertThat(offered()).containsExactly(1, 3, 7, 15);
        install(2 * (LinkOffload.NOT_OFFERED_MAX + 1));
        assertThat(offered()).containsExactly(1, 3, 7, 15, 31, 63, 127);

        kernel.refuse(step -> false);
        install(LinkOffload.NOT_OFFERED_MAX + 3);
        // The 191st was offered next, and all after it.
        assertThat(residents.onCard(NAME)).isEqualTo(19);
    }

    /** Numbers of the installed SAs that were offered to the card. */
    private List<Integer> offered() {
        return kernel.log().stream()
                .filter(step -> step.endsWith(" on card"))
                .map(step -> Integer.parseInt(step.replaceAll(".*/(\\w+) on card", "$1"), 16) - 0x1000)
                .toList();
    }

    @Test
    void offersNothingWithoutACard() {
        link.offload().impossible("there is no network interface eth0");
        install(2);
        assertThat(kernel.log()).hasSize(2).noneMatch(step -> step.endsWith(" on card"));
        assertThat(link.offload().reason()).isEqualTo("there is no network interface eth0");
    }

    @Test
    void tellsTheCardWhichDirectionAnSaServes() {
        int[] flags = IntStream.of(0, 1)
                .map(inbound -> link.offload()
                        .offer(link.blueprint().sample(), inbound == 1)
                        .options()
                        .offload()
                        .orElseThrow()
                        .flags())
                .toArray();
        assertThat(flags).containsExactly(0, 2);
    }
}
