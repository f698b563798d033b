package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.engine.DeferredInstallations.Wanted;
import org.qgate.agent.pfkey.PfkeyTestLinks;
import org.qgate.agent.secret.HeapSecret;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

class DeferredInstallationsTest {
    private static final SaLimits LIMITS = new SaLimits(1 << 20, 1 << 24, 54, 60);

    private final DeferredInstallations deferred = new DeferredInstallations();
    private final List<LinkEvent> answers = new ArrayList<>();

    private void take(long index) {
        deferred.take(
                new Wanted(
                        PfkeyTestLinks.NAME,
                        new LinkEffect.InstallInbound(
                                PfkeyTestLinks.in(index),
                                0x1000,
                                Suite.AES_GCM_256,
                                HeapSecret.take(new byte[36]),
                                LIMITS)),
                (link, event) -> answers.add(event));
    }

    @Test
    void refusesAboveItsBound() {
        for (int i = 0; i < DeferredInstallations.WAITING_MAX; i++) {
            take(i);
        }
        assertThat(answers).isEmpty();
        take(99_999);
        assertThat(answers).singleElement().isInstanceOf(LinkEvent.InboundRefused.class);
        assertThat(deferred.size()).isEqualTo(DeferredInstallations.WAITING_MAX);
    }

    @Test
    void givesOnInOrderAndOnce() {
        take(1);
        take(2);
        List<LinkEffect> given = new ArrayList<>();
        deferred.drainTo((link, effect) -> given.add(effect));
        assertThat(given)
                .extracting(effect -> ((LinkEffect.InstallInbound) effect).sa().index())
                .containsExactly(1L, 2L);
        assertThat(deferred.size()).isZero();
    }
}
