package org.qgate.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.simulator.Scenario.KernelQuality;

/** Carries the SA effects of one agent to the kernel, in order, each after the kernel's latency. */
final class SaProgrammer {
    /** By then an agent has heard of an SA that its kernel lost. */
    private static final long NEWS_NANOS = 10 * Scenario.MILLI;

    private final World world;
    private final SimGateway home;
    private final SimAgent agent;
    private final SimRandom random;
    private int waiting;
    private long lastWorkAtNanos;
    private long lastAnswerAtNanos;

    SaProgrammer(World world, SimGateway home, SimAgent agent, SimRandom random) {
        this.world = world;
        this.home = home;
        this.agent = agent;
        this.random = random;
    }

    /** Takes an effect if it is about SAs; false if it is not. */
    boolean submit(LinkEffect effect) {
        if (!isAboutSas(effect)) {
            return false;
        }
        if (effect instanceof LinkEffect.SwitchOutbound pin) {
            requireStanding(pin);
        }
        KernelQuality quality = home.kernelQuality();
        long now = world.now();
        long workAt = Math.max(lastWorkAtNanos, now + random.below(quality.latencyNanos() + 1));
        workAt = Math.max(workAt, home.kernelBusyUntilNanos());
        lastWorkAtNanos = workAt;
        if (workAt == now && waiting == 0) {
            work(effect);
        } else {
            waiting++;
            world.clock().at(workAt, () -> {
                waiting--;
                if (agent.isAlive()) {
                    work(effect);
                }
            });
        }
        return true;
    }

    /** What the agent was told that its kernel has lost must not be switched to. */
    private void requireStanding(LinkEffect.SwitchOutbound pin) {
        if (home.kernel().lacksSince(pin.spi(), world.now() - NEWS_NANOS)) {
            world.judge()
                    .broken(new Violation(
                            Invariant.OUTBOUND_STANDS,
                            home.role() + " switches to " + pin.sa() + ", which its kernel has lost"));
        }
    }

    /** Whether effects or answers are on their way. */
    boolean isBusy() {
        return waiting > 0 || lastAnswerAtNanos > world.now();
    }

    private static boolean isAboutSas(LinkEffect effect) {
        return effect instanceof LinkEffect.InstallInbound
                || effect instanceof LinkEffect.InstallOutbound
                || effect instanceof LinkEffect.SwitchOutbound
                || effect instanceof LinkEffect.DeleteInbound
                || effect instanceof LinkEffect.DeleteOutbound
                || effect instanceof LinkEffect.BlockOutbound
                || effect instanceof LinkEffect.DeletePredecessors
                || effect instanceof LinkEffect.InstallControlSa
                || effect instanceof LinkEffect.ProtectControl
                || effect instanceof LinkEffect.ExposeControl
                || effect instanceof LinkEffect.DeleteControlSa;
    }

    private void work(LinkEffect effect) {
        LinkEvent answer = apply(effect);
        if (answer == null) {
            return;
        }
        long now = world.now();
        long answerAt = Math.max(
                lastAnswerAtNanos, now + random.below(home.kernelQuality().answerNanos() + 1));
        lastAnswerAtNanos = answerAt;
        if (answerAt == now) {
            agent.feed(answer);
        } else {
            world.clock().at(answerAt, () -> agent.feed(answer));
        }
    }

    private @Nullable LinkEvent apply(LinkEffect effect) {
        SimKernel kernel = home.kernel();
        if (effect instanceof LinkEffect.InstallInbound install) {
            return install(true, install.sa(), install.spi(), install.key(), install.limits())
                    ? new LinkEvent.InboundInstalled(install.sa())
                    : new LinkEvent.InboundRefused(install.sa(), "EEXIST");
        } else if (effect instanceof LinkEffect.InstallOutbound install) {
            return install(false, install.sa(), install.spi(), install.key(), install.limits())
                    ? new LinkEvent.OutboundInstalled(install.sa())
                    : new LinkEvent.OutboundRefused(install.sa(), "EEXIST");
        } else if (effect instanceof LinkEffect.SwitchOutbound pin) {
            return pin(pin);
        } else if (effect instanceof LinkEffect.DeleteInbound delete) {
            kernel.delete(true, delete.sa(), delete.spi());
        } else if (effect instanceof LinkEffect.DeleteOutbound delete) {
            kernel.delete(false, delete.sa(), delete.spi());
        } else if (effect instanceof LinkEffect.BlockOutbound) {
            return block(kernel);
        } else if (effect instanceof LinkEffect.DeletePredecessors) {
            kernel.deleteOlderThan(agent.incarnation());
            home.controlPort().deleteOlderThan(agent.incarnation());
        } else {
            return applyToControlPort(effect);
        }
        return null;
    }

    private @Nullable LinkEvent applyToControlPort(LinkEffect effect) {
        SimControlPort port = home.controlPort();
        if (effect instanceof LinkEffect.InstallControlSa install) {
            return install(port, install)
                    ? new LinkEvent.ControlSaInstalled(install.sa())
                    : new LinkEvent.ControlSaRefused(install.sa(), "EEXIST");
        } else if (effect instanceof LinkEffect.ProtectControl protect) {
            if (random.chance(home.kernelQuality().switchRefusals())
                    && world.strikes().strikes(Fault.KERNEL)) {
                return new LinkEvent.ControlProtectionRefused(protect.sa(), "the kernel is out of memory");
            }
            port.protect(protect.sa(), protect.spi());
            return new LinkEvent.ControlProtected(protect.sa());
        } else if (effect instanceof LinkEffect.ExposeControl) {
            port.expose();
        } else if (effect instanceof LinkEffect.DeleteControlSa delete) {
            port.delete(delete.inbound(), delete.spi());
        }
        return null;
    }

    private boolean install(SimControlPort port, LinkEffect.InstallControlSa install) {
        byte[] key = new byte[install.key().length()];
        try {
            install.key().copyTo(key, 0);
        } catch (IllegalStateException e) {
            throw new Violation(Invariant.CORE_ASSERTIONS, "the AH key of " + install.sa() + " was wiped too early", e);
        }
        List<Byte> bytes = new ArrayList<>();
        for (byte each : key) {
            bytes.add(each);
        }
        boolean refused = random.chance(home.kernelQuality().refusals())
                && world.strikes().strikes(Fault.KERNEL);
        return !refused
                && port.add(
                        install.inbound(),
                        new SimControlPort.Sa(install.sa(), install.spi(), List.copyOf(bytes), agent.incarnation()));
    }

    private boolean install(boolean in, SaName name, int spi, SecretBytes key, SaLimits limits) {
        ByteBuffer bits = ByteBuffer.allocate(key.length());
        try {
            key.writeTo(bits);
        } catch (IllegalStateException e) {
            throw new Violation(Invariant.CORE_ASSERTIONS, "the bits of " + name + " were wiped too early", e);
        }
        long bitsId = bits.getLong(0);
        if (world.contest().audited()) {
            KeyBlock block = world.stream().blockOf(bitsId);
            world.audit().programmed(home.role(), name, block);
        }
        if (random.chance(home.kernelQuality().refusals()) && world.strikes().strikes(Fault.KERNEL)) {
            home.kernel().addForeign(in, name, spi, limits, home.time());
        }
        return home.kernel().add(in, new StandingSa(name, spi, bitsId, agent.incarnation(), limits, home.time()));
    }

    private LinkEvent block(SimKernel kernel) {
        if (home.refusesBlock()) {
            kernel.refuseBlock();
            return new LinkEvent.BlockRefused("the kernel is out of memory");
        }
        kernel.block();
        return new LinkEvent.OutboundBlocked();
    }

    private LinkEvent pin(LinkEffect.SwitchOutbound pin) {
        if (random.chance(home.kernelQuality().switchRefusals())
                && world.strikes().strikes(Fault.KERNEL)) {
            return new LinkEvent.SwitchRefused(pin.sa(), "the kernel is out of memory");
        }
        home.kernel().pin(pin.spi());
        home.pinnedByAgent();
        StandingSa used = home.kernel().pinnedSa();
        if (used != null) {
            home.requireCredit(used);
        }
        return new LinkEvent.OutboundSwitched(pin.sa());
    }
}
