package org.qgate.agent.pfkey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.qgate.agent.dataplane.TrafficSum;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeyPolicy;
import org.qgate.linux.pfkey.PfKeyRequest;
import org.qgate.linux.pfkey.PfKeyResult;
import org.qgate.linux.pfkey.PfKeySa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.SadbSa;
import org.qgate.linux.pfkey.SadbSatype;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the SA effects of all links over PF_KEY, in order and together, and each answer becomes an event. For the loop's
 * thread.
 *
 * <p>An SA whose installation was not answered is deleted and counts as refused: its key may have been in use, so it is not tried
 * again (decision 5 of the design). A switch that took only some selectors is taken back.
 */
public final class PfkeySaProgrammer {
    private static final Logger LOG = LoggerFactory.getLogger(PfkeySaProgrammer.class);

    private final PfKeySocket socket;
    private final PfkeyBatch batch;
    private final PfkeyResidents residents;
    private final Map<LinkName, List<PfKeySaName>> predecessors = new HashMap<>();
    private final List<Wanted> waiting = new ArrayList<>();
    private final List<PfKeyRequest> undoings = new ArrayList<>();
    private final Set<LinkName> switching = new HashSet<>();
    private boolean silent;

    private record Wanted(PfkeyLink link, LinkEffect effect) {}

    /** Programs through a socket; {@code residents} is kept up to date. */
    public PfkeySaProgrammer(PfKeySocket socket, PfkeyResidents residents) {
        this.socket = socket;
        this.batch = new PfkeyBatch(socket);
        this.residents = residents;
    }

    /** Remembers SAs that a crashed predecessor left, until the link wants them deleted. */
    void rememberPredecessors(LinkName link, List<PfKeySaName> names) {
        predecessors.put(link, List.copyOf(names));
    }

    /** Takes an effect for the next {@link #execute}; only such as concern SAs and policies. */
    public void add(PfkeyLink link, LinkEffect effect) {
        waiting.add(new Wanted(link, effect));
    }

    /** Carries out what was added and gives each answer to {@code answers}. */
    public void execute(BiConsumer<LinkName, LinkEvent> answers) {
        List<Wanted> turn = List.copyOf(waiting);
        waiting.clear();
        silent = false;
        for (Wanted each : turn) {
            // What blocks is tried whatever came before it.
            if (silent && !(each.effect instanceof LinkEffect.BlockOutbound)) {
                giveUp(each, answers);
            } else {
                carryOut(each.link, each.effect, answers);
            }
        }
        send();
    }

    /** Sends what waits; what was not answered is taken back, of each batch by itself. */
    private void send() {
        batch.send();
        if (!undoings.isEmpty()) {
            List<PfKeyRequest> undone = List.copyOf(undoings);
            undoings.clear();
            socket.all(undone);
        }
    }

    /** Whether a request of the last {@link #execute} was not answered: who does not answer one is not asked for more. */
    boolean isSilent() {
        return silent;
    }

    private void giveUp(Wanted each, BiConsumer<LinkName, LinkEvent> answers) {
        String why = "a request before it was not answered";
        if (each.effect instanceof LinkEffect.InstallInbound install) {
            answers.accept(each.link.name(), new LinkEvent.InboundRefused(install.sa(), why));
        } else if (each.effect instanceof LinkEffect.InstallOutbound install) {
            answers.accept(each.link.name(), new LinkEvent.OutboundRefused(install.sa(), why));
        } else if (each.effect instanceof LinkEffect.SwitchOutbound turn) {
            answers.accept(each.link.name(), new LinkEvent.SwitchRefused(turn.sa(), why));
        } else {
            LOG.error("link {}: {} was not done: {}; hard lifetimes hold", each.link.name(), each.effect, why);
        }
    }

    private PfKeyResult noting(PfKeyResult result) {
        silent |= result instanceof PfKeyResult.Unanswered;
        return result;
    }

    /** Each answer is noted before it is taken. */
    private void ask(PfKeyRequest request, Consumer<PfKeyResult> taker) {
        if (batch.isFull()) {
            send();
        }
        batch.add(request, result -> taker.accept(noting(result)));
    }

    private void carryOut(PfkeyLink link, LinkEffect effect, BiConsumer<LinkName, LinkEvent> answers) {
        if (effect instanceof LinkEffect.InstallInbound install) {
            installInbound(link, install, answers);
        } else if (effect instanceof LinkEffect.InstallOutbound install) {
            installOutbound(link, install, answers);
        } else if (effect instanceof LinkEffect.SwitchOutbound turn) {
            switchOutbound(link, turn, answers);
        } else if (effect instanceof LinkEffect.DeleteInbound delete) {
            delete(link, link.blueprint().inboundName(delete.spi()), link.inboundGone(), () -> {});
        } else if (effect instanceof LinkEffect.DeleteOutbound delete) {
            deleteOutbound(link, link.blueprint().outboundName(delete.spi()));
        } else if (effect instanceof LinkEffect.BlockOutbound block) {
            send();
            blockOutbound(link, block.why(), answers);
        } else if (effect instanceof LinkEffect.DeletePredecessors) {
            deletePredecessors(link);
        } else {
            throw new IllegalArgumentException("not an effect for a data plane: " + effect);
        }
    }

    private void installInbound(
            PfkeyLink link, LinkEffect.InstallInbound install, BiConsumer<LinkName, LinkEvent> answers) {
        PfKeySa sa = link.blueprint()
                .inbound(
                        install.spi(),
                        install.suite(),
                        install.limits(),
                        link.reqids().inbound());
        install(
                sa,
                install.sa(),
                install.key(),
                link.inboundGone(),
                result -> answers.accept(
                        link.name(),
                        result.isDone()
                                ? new LinkEvent.InboundInstalled(install.sa())
                                : new LinkEvent.InboundRefused(install.sa(), result.toString())));
    }

    private void installOutbound(
            PfkeyLink link, LinkEffect.InstallOutbound install, BiConsumer<LinkName, LinkEvent> answers) {
        OptionalInt reqid = freeReqid(link);
        if (reqid.isEmpty()) {
            answers.accept(
                    link.name(),
                    new LinkEvent.OutboundRefused(
                            install.sa(), "all " + ReqidBlock.generations() + " generations of outbound SAs stand"));
            return;
        }
        // Taken at once, so that the next of this turn takes another.
        link.take(install.spi(), reqid.getAsInt());
        PfKeySa sa = link.blueprint().outbound(install.spi(), install.suite(), install.limits(), reqid.getAsInt());
        install(sa, install.sa(), install.key(), link.outboundGone(), result -> {
            if (result.isDone()) {
                answers.accept(link.name(), new LinkEvent.OutboundInstalled(install.sa()));
            } else {
                link.release(install.spi());
                answers.accept(link.name(), new LinkEvent.OutboundRefused(install.sa(), result.toString()));
            }
        });
    }

    private void install(PfKeySa sa, SaName name, SecretBytes key, TrafficSum gone, Consumer<PfKeyResult> taker) {
        ask(PfKeyRequest.add(sa, LockedKeyMemory.lockedBytes(key)), result -> {
            if (result.isDone()) {
                residents.enter(sa.name(), name, gone);
            } else if (result instanceof PfKeyResult.Unanswered) {
                undoings.add(PfKeyRequest.delete(sa.name()));
            }
            taker.accept(result);
        });
    }

    /** SAs that went at their hard limit leave their reqid taken; they are looked for when none is left. */
    private OptionalInt freeReqid(PfkeyLink link) {
        OptionalInt free = link.freeReqid();
        if (free.isPresent()) {
            return free;
        }
        send();
        free = link.freeReqid();
        if (free.isPresent()) {
            return free;
        }
        try {
            Map<Integer, Integer> standing = new HashMap<>();
            socket.dumpSas(SadbSatype.ESP).stream()
                    .filter(sa -> sa.sa().state() != SadbSa.STATE_LARVAL)
                    .filter(sa -> link.reqids().has(sa.reqid()))
                    .forEach(sa -> standing.put(sa.name().spi(), sa.reqid()));
            link.retainReqids(standing);
        } catch (IOException e) {
            LOG.error("link {}: SAs could not be read: {}", link.name(), e.getMessage());
        }
        return link.freeReqid();
    }

    private void switchOutbound(
            PfkeyLink link, LinkEffect.SwitchOutbound turn, BiConsumer<LinkName, LinkEvent> answers) {
        OptionalInt reqid = link.reqid(turn.spi());
        if (reqid.isEmpty()) {
            answers.accept(
                    link.name(), new LinkEvent.SwitchRefused(turn.sa(), "no outbound SA of that SPI was installed"));
            return;
        }
        // One that fails is taken back before the link's next one is asked for.
        if (switching.contains(link.name())) {
            send();
        }
        switching.add(link.name());
        List<PfKeyPolicy> policies = link.plan().outbound(reqid.getAsInt());
        List<PfKeyResult> results = new ArrayList<>();
        for (PfKeyPolicy policy : policies) {
            ask(PfKeyRequest.updatePolicy(policy), result -> {
                results.add(result);
                if (results.size() == policies.size()) {
                    switched(link, turn, reqid.getAsInt(), results, answers);
                }
            });
        }
    }

    private void switched(
            PfkeyLink link,
            LinkEffect.SwitchOutbound turn,
            int reqid,
            List<PfKeyResult> results,
            BiConsumer<LinkName, LinkEvent> answers) {
        switching.remove(link.name());
        Optional<PfKeyResult> failure =
                results.stream().filter(result -> !result.isDone()).findFirst();
        if (failure.isEmpty()) {
            link.putInForce(reqid);
            answers.accept(link.name(), new LinkEvent.OutboundSwitched(turn.sa()));
        } else {
            restore(link);
            answers.accept(
                    link.name(),
                    new LinkEvent.SwitchRefused(turn.sa(), failure.get().toString()));
        }
    }

    private void restore(PfkeyLink link) {
        for (PfKeyPolicy policy : link.outboundInForce()) {
            PfKeyResult result = noting(socket.updatePolicy(policy));
            if (!result.isDone()) {
                LOG.error("link {}: a policy before a failed switch could not be restored: {}", link.name(), result);
            }
        }
    }

    private void delete(PfkeyLink link, PfKeySaName name, TrafficSum sum, Runnable whenGone) {
        residents.leave(name);
        ask(PfKeyRequest.delete(name), result -> {
            if (result instanceof PfKeyResult.Done done) {
                PfKeyInstalledSa.of(done.answer()).map(PfkeyResidents::traffic).ifPresent(sum::add);
            }
            if (result.isDone() || result.isRefusedWith(Errno.ESRCH)) {
                whenGone.run();
            } else {
                LOG.error(
                        "link {}: SA {} could not be deleted; it ends at its hard limit: {}",
                        link.name(),
                        name,
                        result);
            }
        });
    }

    private void deleteOutbound(PfkeyLink link, PfKeySaName name) {
        delete(link, name, link.outboundGone(), () -> link.release(name.spi()));
    }

    private void blockOutbound(PfkeyLink link, String why, BiConsumer<LinkName, LinkEvent> answers) {
        LOG.warn("link {}: nothing leaves any more: {}", link.name(), why);
        List<PfKeyPolicy> discards = link.plan().outboundDiscards();
        link.putInForce(discards);
        // Each is tried, whatever became of the one before.
        List<PfKeyResult> failures = discards.stream()
                .map(policy -> noting(socket.updatePolicy(policy)))
                .filter(result -> !result.isDone())
                .toList();
        if (failures.isEmpty()) {
            answers.accept(link.name(), new LinkEvent.OutboundBlocked());
            return;
        }
        LOG.error(
                "link {}: an OUT policy could not be turned into a discarding one; nothing leaves once the SA behind it is"
                        + " gone: {}",
                link.name(),
                failures.get(0));
        answers.accept(link.name(), new LinkEvent.BlockRefused(failures.get(0).toString()));
    }

    private void deletePredecessors(PfkeyLink link) {
        List<PfKeySaName> left = predecessors.remove(link.name());
        if (left != null && !left.isEmpty()) {
            LOG.info("link {}: deletes the {} SAs that the agent before this one left", link.name(), left.size());
            left.forEach(name -> deleteOutbound(link, name));
        }
    }
}
