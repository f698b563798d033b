package org.qgate.agent.xfrm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmUsersaInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our SAs in the kernel, of all links. The programmer enters them on the loop's thread; the kernel's events take them out on
 * another, with their last counters, and tell the link of what it did not ask for.
 */
public final class ResidentSas {
    /** Protocols of a flush that takes all SAs, ESP and AH. */
    private static final Set<Integer> EVERY = Set.of(0, 255);

    private static final Logger LOG = LoggerFactory.getLogger(ResidentSas.class);

    private final Map<XfrmId, ResidentSa> residents = new ConcurrentHashMap<>();
    private final BiConsumer<LinkName, LinkEvent> links;
    private final Disturbances disturbances;
    private volatile Runnable eventsMissing = () -> {};

    /**
     * None yet.
     *
     * @param links told of limits reached and of SAs that somebody else deleted or changed
     * @param disturbances told of the latter
     */
    public ResidentSas(BiConsumer<LinkName, LinkEvent> links, Disturbances disturbances) {
        this.links = links;
        this.disturbances = disturbances;
    }

    /** What to do when events of the kernel are missing. */
    void onEventsMissing(Runnable action) {
        eventsMissing = action;
    }

    void enter(XfrmId id, ResidentSa resident) {
        residents.put(id, resident);
    }

    /** The kernel refused it, so it is not there. */
    void withdraw(XfrmId id) {
        residents.remove(id);
    }

    Optional<ResidentSa> find(XfrmId id) {
        return Optional.ofNullable(residents.get(id));
    }

    /** All SAs that stand or are about to go. */
    int size() {
        return residents.size();
    }

    /** SAs of a link that a network card works for. Walks through all SAs: for reports, not for key changes. */
    long onCard(LinkName link) {
        return residents.values().stream()
                .filter(resident ->
                        resident.isOnCard() && resident.name().link().equals(link))
                .count();
    }

    /** Takes one event of the kernel. */
    void follow(XfrmEvent event) {
        if (event instanceof XfrmEvent.SaExpired expired) {
            expired(expired.expiry().state(), expired.expiry().hard());
        } else if (event instanceof XfrmEvent.SaDeleted deleted) {
            deleted(deleted);
        } else if (event instanceof XfrmEvent.SaAdded changed) {
            changed(changed.sa().info().id());
        } else if (event instanceof XfrmEvent.SasFlushed flushed) {
            flushed(flushed.protocol());
        } else if (event instanceof XfrmEvent.Lost lost) {
            LOG.warn("events of the kernel are missing ({}): byte counts of some SAs are lost", lost.why());
            residents.values().removeIf(ResidentSa::isDeletionAsked);
            eventsMissing.run();
        }
    }

    private void expired(XfrmUsersaInfo last, boolean hard) {
        ResidentSa resident = hard ? residents.remove(last.id()) : residents.get(last.id());
        if (resident == null) {
            return;
        }
        if (hard) {
            resident.counters().add(last);
        }
        if (!resident.isDeletionAsked()) {
            links.accept(resident.name().link(), new LinkEvent.SaExpired(resident.name(), hard));
        }
    }

    private void deleted(XfrmEvent.SaDeleted deleted) {
        ResidentSa resident = residents.remove(deleted.id());
        if (resident == null) {
            return;
        }
        deleted.last().ifPresent(resident.counters()::add);
        lost(Map.of(deleted.id(), resident));
    }

    /** Somebody else gave an SA of ours other limits or another peer: the link deletes it. */
    private void changed(XfrmId id) {
        ResidentSa resident = residents.get(id);
        if (resident != null) {
            lost(Map.of(id, resident));
            resident.askDeletion();
        }
    }

    /** Our SAs that stand, all links', those on their way out excepted. */
    Map<XfrmId, ResidentSa> expected() {
        return residents.entrySet().stream()
                .filter(entry -> !entry.getValue().isDeletionAsked())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Those of them that count for one direction of one link. */
    Map<XfrmId, ResidentSa> expected(TrafficCounters counters) {
        Map<XfrmId, ResidentSa> some = expected();
        some.values().removeIf(resident -> resident.counters() != counters);
        return some;
    }

    /**
     * Compares what was expected with what stands; what does not is lost.
     *
     * @param expected before the kernel was asked what stands
     * @return SAs lost
     */
    int requireStanding(Map<XfrmId, ResidentSa> expected, Set<XfrmId> standing) {
        Map<XfrmId, ResidentSa> gone = new HashMap<>(expected);
        gone.keySet().removeAll(standing);
        gone.entrySet().removeIf(entry -> !residents.remove(entry.getKey(), entry.getValue()));
        return lost(gone);
    }

    private void flushed(int protocol) {
        Map<XfrmId, ResidentSa> gone = new HashMap<>(residents);
        gone.keySet().removeIf(id -> !EVERY.contains(protocol) && id.protocol() != protocol);
        gone.forEach(residents::remove);
        lost(gone);
    }

    /** SAs that go without our asking are void for their links, exactly as those at their hard limit. */
    private int lost(Map<XfrmId, ResidentSa> gone) {
        Map<LinkName, Integer> counts = new HashMap<>();
        for (ResidentSa resident : gone.values()) {
            if (!resident.isDeletionAsked()) {
                counts.merge(resident.name().link(), 1, Integer::sum);
                links.accept(resident.name().link(), new LinkEvent.SaExpired(resident.name(), true));
            }
        }
        counts.forEach(disturbances::sasLost);
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
