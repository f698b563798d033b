package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkBatch;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.xfrm.XfrmBatch;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmSa;
import org.qgate.linux.xfrm.XfrmSaKey;
import org.qgate.linux.xfrm.XfrmSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the SA effects of all links: those of one turn of the loop go to the kernel as one batch, in order, and each answer
 * becomes an event. For the loop's thread.
 *
 * <p>An SA whose installation was not answered is deleted and counts as refused: its key may have been in use, so it is not tried
 * again (decision 5 of the design). A switch that took only some selectors is taken back.
 */
final class XfrmSaProgrammer {
    private static final Logger LOG = LoggerFactory.getLogger(XfrmSaProgrammer.class);

    private final XfrmSocket socket;
    private final ResidentSas residents;
    private final SecretArena arena;
    private final Map<LinkName, List<XfrmSaKey>> predecessors = new HashMap<>();
    private final List<KernelStep> waiting = new ArrayList<>();

    /** Programs through a socket; {@code residents} is kept up to date, derived keys pass through {@code arena}. */
    XfrmSaProgrammer(XfrmSocket socket, ResidentSas residents, SecretArena arena) {
        this.arena = arena;
        this.socket = socket;
        this.residents = residents;
    }

    /** Remembers SAs that a crashed predecessor left, until the link wants them deleted. */
    void rememberPredecessors(LinkName link, List<XfrmSaKey> keys) {
        predecessors.put(link, List.copyOf(keys));
    }

    /** Takes an effect for the next {@link #execute}; only such as {@link org.qgate.agent.dataplane.SaProgrammer#serves}. */
    void add(XfrmLink link, LinkEffect effect) {
        if (effect instanceof LinkEffect.InstallInbound install) {
            XfrmSa sa = link.blueprint().inbound(install.spi(), install.suite(), install.limits());
            waiting.add(new SaInstallation(
                    link.offload().offer(sa, true),
                    new ResidentSa(install.sa(), link.inbound()),
                    install.key(),
                    true,
                    residents,
                    link.offload()));
        } else if (effect instanceof LinkEffect.InstallOutbound install) {
            XfrmSa sa = link.blueprint().outbound(install.spi(), install.suite(), install.limits());
            waiting.add(new SaInstallation(
                    link.offload().offer(sa, false),
                    new ResidentSa(install.sa(), link.outbound()),
                    install.key(),
                    false,
                    residents,
                    link.offload()));
        } else if (effect instanceof LinkEffect.SwitchOutbound turn) {
            waiting.add(new OutboundSwitch(link, turn.sa(), turn.spi()));
        } else if (effect instanceof LinkEffect.DeleteInbound delete) {
            delete(link, XfrmSaKey.of(link.blueprint().inboundId(delete.spi())));
        } else if (effect instanceof LinkEffect.DeleteOutbound delete) {
            delete(link, XfrmSaKey.of(link.blueprint().outboundId(delete.spi())));
        } else if (effect instanceof LinkEffect.BlockOutbound block) {
            LOG.warn("link {}: nothing leaves any more: {}", link.name(), block.why());
            waiting.add(new OutboundBlock(link));
        } else if (effect instanceof LinkEffect.DeletePredecessors) {
            deletePredecessors(link);
        } else if (!addControl(link, effect)) {
            throw new IllegalArgumentException("not an effect for the kernel: " + effect);
        }
    }

    private boolean addControl(XfrmLink link, LinkEffect effect) {
        if (effect instanceof LinkEffect.InstallControlSa install) {
            waiting.add(new ControlSaInstallation(link, install, residents, arena));
        } else if (effect instanceof LinkEffect.ProtectControl protect) {
            waiting.add(ControlSwitch.to(link, protect));
        } else if (effect instanceof LinkEffect.ExposeControl) {
            waiting.add(ControlSwitch.off(link));
        } else if (effect instanceof LinkEffect.DeleteControlSa delete) {
            delete(link, XfrmSaKey.of(link.control().id(delete.inbound(), delete.spi())));
        } else {
            return false;
        }
        return true;
    }

    private void delete(XfrmLink link, XfrmSaKey key) {
        waiting.add(new SaDeletion(link.name(), key, residents));
    }

    private void deletePredecessors(XfrmLink link) {
        List<XfrmSaKey> left = predecessors.remove(link.name());
        if (left != null && !left.isEmpty()) {
            LOG.info("link {}: deletes the {} SAs that the agent before this one left", link.name(), left.size());
            left.forEach(key -> delete(link, key));
        }
    }

    /** An SA that went without an event, as when the kernel's events overflow, is found here. */
    void verifyInbound(XfrmLink link) {
        Map<XfrmId, ResidentSa> expected = residents.expected(link.inbound());
        expected.putAll(residents.expected(link.controlTraffic()));
        try {
            Set<XfrmId> standing =
                    socket.dumpSas().stream().map(sa -> sa.info().id()).collect(Collectors.toSet());
            int lost = residents.requireStanding(expected, standing);
            LOG.warn(
                    "link {}: packets come in that no SA is for and none deciphers; {} of its inbound SAs were lost",
                    link.name(),
                    lost);
        } catch (IOException e) {
            LOG.warn("link {}: its inbound SAs could not be looked up: {}", link.name(), e.getMessage());
        }
    }

    /** Sends what was added and gives each answer to {@code answers}. */
    void execute(BiConsumer<LinkName, LinkEvent> answers) {
        List<KernelStep> turn = List.copyOf(waiting);
        waiting.clear();
        int from = 0;
        while (from < turn.size()) {
            int to = from;
            int count = 0;
            while (to < turn.size() && count + turn.get(to).messages() <= NetlinkBatch.MESSAGES_MAX) {
                count += turn.get(to).messages();
                to++;
            }
            // An SA that a card refused goes to software, and is deleted if that is not answered: twice at most.
            List<KernelStep> amends = send(turn.subList(from, to), answers);
            while (!amends.isEmpty()) {
                amends = send(amends, answers);
            }
            from = to;
        }
    }

    /** Sends one batch; returns what must be undone. */
    private List<KernelStep> send(List<KernelStep> turn, BiConsumer<LinkName, LinkEvent> answers) {
        List<NetlinkResult> results;
        XfrmBatch batch = socket.batch();
        try {
            turn.forEach(step -> step.add(batch));
            results = batch.send();
        } catch (IOException e) {
            LOG.error("{} changes did not reach the kernel: {}", turn.size(), e.getMessage());
            turn.forEach(step -> step.failed(String.valueOf(e.getMessage()), answers(step, answers)));
            return List.of();
        }
        List<KernelStep> amends = new ArrayList<>();
        int at = 0;
        for (KernelStep step : turn) {
            List<NetlinkResult> own = results.subList(at, at + step.messages());
            at += step.messages();
            step.answered(own, answers(step, answers));
            amend(step, own, amends);
        }
        return amends;
    }

    private static Consumer<LinkEvent> answers(KernelStep step, BiConsumer<LinkName, LinkEvent> answers) {
        return event -> answers.accept(step.link(), event);
    }

    private static void amend(KernelStep step, List<NetlinkResult> results, List<KernelStep> amends) {
        if (step instanceof SaInstallation installation && results.get(0) instanceof NetlinkResult.Unanswered) {
            amends.add(installation.undo());
        } else if (step instanceof ControlSaInstallation installation
                && results.get(0) instanceof NetlinkResult.Unanswered) {
            amends.add(installation.undo());
        } else if (step instanceof SaInstallation installation) {
            installation.inSoftware().ifPresent(amends::add);
        } else if (step instanceof OutboundSwitch turn
                && !results.stream().allMatch(NetlinkResult::isAcknowledged)
                && results.size() > 1) {
            amends.add(turn.undo());
        }
    }
}
