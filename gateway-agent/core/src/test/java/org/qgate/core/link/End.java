package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.model.Versions;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.PlainSecret;

/** One end of a {@link Pair}: a link with a kernel that obeys at once, a disk, and a key source with equal bits. */
final class End {
    final LinkParameters parameters;
    final Map<SaName, Integer> inbound = new LinkedHashMap<>();
    final Map<SaName, Integer> outbound = new LinkedHashMap<>();
    final Map<SaName, Suite> suites = new HashMap<>();
    final List<LinkEffect> effects = new ArrayList<>();
    final List<LinkNotice> notices = new ArrayList<>();
    final List<SaName> switches = new ArrayList<>();
    final List<Long> switchedAtNanos = new ArrayList<>();
    final Map<KeyBlock, SaName> programmed = new HashMap<>();
    final AhKernel ahKernel = new AhKernel();
    final Set<Long> refusedInbound = new HashSet<>();
    final Set<Long> refusedOutbound = new HashSet<>();
    final Deque<LinkEvent> answers = new ArrayDeque<>();
    private final Pair pair;
    Link link;

    @Nullable
    SaName sendsUnder;

    LinkMarks disk = LinkMarks.NONE;
    /** The SA of the next switch reaches its hard limit before the kernel answers. */
    boolean expiresDuringSwitch;

    boolean keySourceEmpty;
    boolean diskFails;
    /** Marks are asked for, and the disk says nothing. */
    boolean diskStalls;

    boolean wrongBits;
    boolean wrongControlBits;
    boolean running = true;
    boolean predecessorsDeleted;
    boolean switchesUnanswered;
    Blocking blocking = Blocking.DONE;
    private Versions versions = Versions.ALL;

    /** What the kernel does when it is to block. */
    enum Blocking {
        DONE,
        REFUSED,
        UNDER_WAY
    }

    /** What stood in the kernel when the agent was last started. */
    private final Set<SaName> predecessors = new HashSet<>();

    End(Pair pair, LinkParameters parameters) {
        this.pair = pair;
        this.parameters = parameters;
        this.link = newLink();
    }

    private Link newLink() {
        return new Link(
                parameters.speaking(versions),
                PlainSecret.of(new byte[] {7, 7, 7, 7, 7, 7, 7, 7}),
                pair.entropy,
                ProtocolRules.NORMATIVE,
                disk,
                pair.nowNanos);
    }

    /** Puts another program in place, which does not run yet. */
    void install(Versions others) {
        versions = others;
        link = newLink();
    }

    /** Kills the agent and starts it again from its disk; the kernel keeps what it has. */
    void restart() {
        answers.clear();
        running = true;
        link = newLink();
        predecessors.clear();
        predecessors.addAll(inbound.keySet());
        predecessors.addAll(outbound.keySet());
        feed(new LinkEvent.Started());
    }

    /** Feeds an event and all answers that follow from it. */
    void feed(LinkEvent event) {
        if (!running) {
            return;
        }
        answers.add(event);
        while (!answers.isEmpty()) {
            List<LinkEffect> produced = new ArrayList<>();
            link.handle(answers.removeFirst(), pair.nowNanos, produced::add);
            produced.forEach(this::carryOut);
        }
    }

    private void carryOut(LinkEffect effect) {
        effects.add(effect);
        if (effect instanceof LinkEffect.SendDatagram datagram) {
            pair.send(this, datagram);
        } else if (effect instanceof LinkEffect.DrawKeys draw) {
            answers.add(draw(draw));
        } else if (effect instanceof LinkEffect.FetchKey fetch) {
            answers.add(
                    keySourceEmpty
                            ? new LinkEvent.FetchFailed(fetch.block(), "empty")
                            : new LinkEvent.KeyFetched(fetch.block(), bits(fetch.block(), fetch.blockBytes())));
        } else if (effect instanceof LinkEffect.PersistMarks persist) {
            if (diskFails) {
                answers.add(new LinkEvent.MarksPersistFailed("disk full"));
            } else if (!diskStalls) {
                disk = persist.marks();
                answers.add(new LinkEvent.MarksPersisted(persist.marks()));
            }
        } else if (effect instanceof LinkEffect.Report report) {
            notices.add(report.notice());
        } else {
            program(effect);
        }
    }

    private void program(LinkEffect effect) {
        if (ahKernel.program(effect, answers)) {
            return;
        }
        if (effect instanceof LinkEffect.InstallInbound install) {
            suites.put(install.sa(), install.suite());
            assertThat(install.key().length()).isEqualTo(install.suite().keyBytes());
            if (refusedInbound.contains(install.sa().index())) {
                answers.add(new LinkEvent.InboundRefused(install.sa(), "EEXIST"));
            } else {
                inbound.put(install.sa(), install.spi());
                answers.add(new LinkEvent.InboundInstalled(install.sa()));
            }
        } else if (effect instanceof LinkEffect.InstallOutbound install) {
            suites.put(install.sa(), install.suite());
            assertThat(install.key().length()).isEqualTo(install.suite().keyBytes());
            if (refusedOutbound.contains(install.sa().index())) {
                answers.add(new LinkEvent.OutboundRefused(install.sa(), "EEXIST"));
            } else {
                outbound.put(install.sa(), install.spi());
                answers.add(new LinkEvent.OutboundInstalled(install.sa()));
            }
        } else if (effect instanceof LinkEffect.SwitchOutbound change) {
            sendsUnder = change.sa();
            switches.add(change.sa());
            switchedAtNanos.add(pair.nowNanos);
            if (expiresDuringSwitch) {
                expiresDuringSwitch = false;
                answers.add(new LinkEvent.SaExpired(change.sa(), true));
            }
            if (!switchesUnanswered) {
                answers.add(new LinkEvent.OutboundSwitched(change.sa()));
            }
        } else if (effect instanceof LinkEffect.DeleteInbound delete) {
            inbound.remove(delete.sa());
        } else if (effect instanceof LinkEffect.DeleteOutbound delete) {
            outbound.remove(delete.sa());
        } else if (effect instanceof LinkEffect.BlockOutbound) {
            blockAsked();
        } else if (effect instanceof LinkEffect.DeletePredecessors) {
            predecessorsDeleted = true;
            inbound.keySet().removeAll(predecessors);
            outbound.keySet().removeAll(predecessors);
        }
    }

    private void blockAsked() {
        switch (blocking) {
            case DONE -> {
                sendsUnder = null;
                answers.add(new LinkEvent.OutboundBlocked());
            }
            case REFUSED -> answers.add(new LinkEvent.BlockRefused("ENOMEM"));
            case UNDER_WAY -> {}
        }
    }

    /** The kernel does at last what it was asked for. */
    void finishBlock() {
        sendsUnder = null;
        feed(new LinkEvent.OutboundBlocked());
    }

    private LinkEvent draw(LinkEffect.DrawKeys draw) {
        if (keySourceEmpty && draw.channel() != Channel.BOOTSTRAP) {
            return new LinkEvent.DrawFailed(draw.channel(), "the key source is empty");
        }
        List<DrawnKey> keys = new ArrayList<>();
        for (int i = 0; i < draw.count(); i++) {
            KeyBlock block = new KeyBlock(draw.channel(), draw.fromNumber() + 2L * i);
            keys.add(new DrawnKey(block, bits(block, draw.blockBytes())));
        }
        return new LinkEvent.KeysDrawn(draw.channel(), keys);
    }

    private PlainSecret bits(KeyBlock block, int bytes) {
        byte[] bits = new byte[bytes];
        new java.util.Random(block.number() * 31 + block.channel().code()).nextBytes(bits);
        if ((wrongBits && block.channel() == Channel.DATA)
                || (wrongControlBits && block.channel() == Channel.CONTROL)) {
            bits[0] ^= 1;
        }
        return PlainSecret.of(bits);
    }

    /** The SA that packets leave under. */
    SaName inUse() {
        SaName sa = sendsUnder;
        if (sa == null) {
            throw new AssertionError("nothing leaves at " + parameters.self());
        }
        return sa;
    }

    LinkSnapshot snapshot() {
        return link.snapshot(pair.nowNanos);
    }

    <N extends LinkNotice> List<N> notices(Class<N> type) {
        return notices.stream().filter(type::isInstance).map(type::cast).toList();
    }

    long recorded(org.qgate.core.port.KeyFate fate) {
        return effects.stream()
                .filter(effect -> effect instanceof LinkEffect.RecordKey record && record.fate() == fate)
                .count();
    }
}
