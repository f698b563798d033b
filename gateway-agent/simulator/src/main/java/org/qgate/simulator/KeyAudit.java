package org.qgate.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.Role;
import org.qgate.core.model.SaName;
import org.qgate.core.port.KeyFate;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/** Sees every lease, every programmed key and every message of both ends, over all crashes, and forgets nothing. */
final class KeyAudit {
    private final LinkName link;
    private final Map<KeyBlock, Set<SaName>> leases = new HashMap<>();
    private final Map<KeyBlock, SaName> programmedAs = new HashMap<>();
    private final Map<SaName, KeyBlock> names = new HashMap<>();
    private final Map<Role, Set<KeyBlock>> entered = new EnumMap<>(Role.class);
    private final Map<Role, Set<KeyBlock>> programmed = new EnumMap<>(Role.class);
    private final Map<Role, Map<Long, Long>> sequences = new EnumMap<>(Role.class);
    private final Map<KeyBlock, Message.Hello> proposals = new HashMap<>();
    private final Map<HelloKey, byte[]> hellos = new HashMap<>();
    /** Blocks whose lease their owner has forgotten, so that it may lease them once more. */
    private final Set<KeyBlock> forgotten = new HashSet<>();

    /** What the block tag of a HELLO is made with: each version derives a key of its own from the block. */
    private record HelloKey(KeyBlock block, int version) {}

    KeyAudit(LinkName link) {
        this.link = link;
        for (Role role : Role.values()) {
            entered.put(role, new HashSet<>());
            programmed.put(role, new HashSet<>());
            sequences.put(role, new HashMap<>());
        }
    }

    /** An end sends a control datagram; {@code certain} is what its disk is sure to hold. */
    void sent(Role end, byte[] datagram, LinkMarks certain) {
        if (!(MessageCodec.decode(datagram) instanceof Decoded.Wellformed sent)) {
            throw new Violation(Invariant.CORE_ASSERTIONS, end + " sends a malformed message");
        }
        if (sent.header().sequence() > 0) {
            long epoch = sent.header().epoch();
            Long last = get(sequences, end).put(epoch, sent.header().sequence());
            if (last != null && last >= sent.header().sequence()) {
                throw new Violation(
                        Invariant.SEQUENCE_RISES,
                        end + " sends " + sent.header().sequence() + " after " + last + " in epoch " + epoch);
            }
        }
        if (sent.message() instanceof Message.Offer offer) {
            offered(end, sent, offer, certain);
        } else if (sent.message() instanceof Message.Hello hello) {
            greeted(end, sent, hello, certain);
        } else if (sent.message() instanceof Message.HelloReply reply) {
            boolean burnt = certain.peer().bootstrap() >= reply.bootstrapBlock()
                    && certain.epoch() >= sent.header().epoch();
            require(burnt, Invariant.LEASE_DURABLE, end, "answers a HELLO before its block and epoch are durable");
        }
    }

    private void offered(Role end, Decoded.Wellformed sent, Message.Offer offer, LinkMarks certain) {
        List<Long> blocks = offer.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            KeyBlock block = new KeyBlock(offer.channel(), blocks.get(i));
            SaName name = new SaName(
                    link, sent.header().epoch(), sent.header().direction(), offer.channel(), offer.firstIndex() + i);
            boolean durable = certain.own().of(offer.channel()) >= block.number();
            if (!durable) {
                throw new Violation(
                        Invariant.LEASE_DURABLE,
                        end + " offers " + block + ", its disk is sure of " + certain.own() + " only");
            }
            lease(end, block, name);
        }
    }

    private void greeted(Role end, Decoded.Wellformed sent, Message.Hello hello, LinkMarks certain) {
        KeyBlock block = new KeyBlock(Channel.BOOTSTRAP, hello.bootstrapBlock());
        boolean durable = certain.own().bootstrap() >= block.number()
                && certain.epoch() >= sent.header().epoch();
        require(durable, Invariant.LEASE_DURABLE, end, "sends a HELLO before its block and epoch are durable");
        lease(end, block, new SaName(link, sent.header().epoch(), sent.header().direction(), Channel.BOOTSTRAP, 0));
        Message.Hello proposed = proposals.putIfAbsent(block, hello);
        require(
                proposed == null || proposed.equals(hello),
                Invariant.KEY_USED_ONCE,
                end,
                "makes two proposals with " + block);
        byte[] before = hellos.putIfAbsent(new HelloKey(block, sent.header().version()), sent.bytes());
        require(
                before == null || Arrays.equals(before, sent.bytes()),
                Invariant.KEY_USED_ONCE,
                end,
                "makes two HELLOs of one version with " + block);
    }

    private void lease(Role end, KeyBlock block, SaName name) {
        boolean owned = block.owner() == end && name.direction() == end.sends();
        require(owned, Invariant.KEY_USED_ONCE, end, "leases " + block + " of the other end for " + name);
        Set<SaName> leasedFor = leases.computeIfAbsent(block, unknown -> new HashSet<>());
        if (!leasedFor.isEmpty() && !leasedFor.contains(name) && !forgotten.remove(block)) {
            throw new Violation(Invariant.KEY_USED_ONCE, block + " is leased for " + leasedFor + " and for " + name);
        }
        leasedFor.add(name);
        KeyBlock named = names.putIfAbsent(name, block);
        if (named != null && !named.equals(block) && name.channel() != Channel.BOOTSTRAP) {
            throw new Violation(Invariant.NAME_HAS_ONE_KEY, name + " names " + named + " and " + block);
        }
    }

    /**
     * An end's disk went back in time: it may name once more, for something else, what it had leased; a peer that has seen
     * such a block leased refuses it. What was taken over or programmed may never be so again.
     */
    void rolledBack(Role end) {
        leases.keySet().forEach(block -> {
            if (block.owner() == end) {
                forgotten.add(block);
            }
        });
        proposals.keySet().removeIf(block -> block.owner() == end);
        hellos.keySet().removeIf(key -> key.block().owner() == end);
        get(entered, end).removeIf(block -> block.owner() == end || block.channel() == Channel.BOOTSTRAP);
    }

    /** A line of an end's audit ledger. */
    void recorded(Role end, LinkEffect.RecordKey line) {
        if (line.fate() == KeyFate.LEASED) {
            lease(end, line.block(), line.sa());
        }
        if (line.fate() == KeyFate.LEASED || line.fate() == KeyFate.ACCEPTED) {
            if (!get(entered, end).add(line.block())) {
                throw new Violation(
                        Invariant.KEY_USED_ONCE, end + " enters " + line.block() + " again, for " + line.sa());
            }
            require(
                    isLeased(line.block(), line.sa()),
                    Invariant.KEY_USED_ONCE,
                    end,
                    "takes " + line.block() + " for " + line.sa() + ", it was not leased for that");
        }
    }

    private boolean isLeased(KeyBlock block, SaName name) {
        Set<SaName> leasedFor = leases.get(block);
        return leasedFor != null && leasedFor.contains(name);
    }

    /** An end's kernel is handed a key; {@code block} is the one that its bits belong to. */
    void programmed(Role end, SaName name, @Nullable KeyBlock block) {
        if (block == null || !isLeased(block, name)) {
            throw new Violation(
                    Invariant.KEY_FROM_SOURCE,
                    end + " programs " + name + " with bits of " + (block == null ? "no block" : block));
        }
        SaName before = programmedAs.putIfAbsent(block, name);
        if (before != null && !before.equals(name)) {
            throw new Violation(Invariant.KEY_USED_ONCE, block + " is programmed as " + before + " and as " + name);
        }
        if (!get(programmed, end).add(block)) {
            throw new Violation(Invariant.KEY_PROGRAMMED_ONCE, end + " programs " + block + " again, for " + name);
        }
    }

    /** An end asks its key source for a block of the other; its mark must be durable. */
    void fetching(Role end, KeyBlock block, LinkMarks certain) {
        boolean durable = block.channel() == Channel.BOOTSTRAP || certain.peer().of(block.channel()) >= block.number();
        require(durable, Invariant.LEASE_DURABLE, end, "fetches " + block + " before its mark is durable");
    }

    private static void require(boolean holds, Invariant invariant, Role end, String text) {
        if (!holds) {
            throw new Violation(invariant, end + " " + text);
        }
    }

    private static <T> T get(Map<Role, T> map, Role role) {
        T value = map.get(role);
        if (value == null) {
            throw new IllegalStateException("nothing kept for " + role);
        }
        return value;
    }
}
