package org.qgate.agent.xfrm;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
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
    private static final Logger LOG = LoggerFactory.getLogger(ResidentSas.class);

    private final Map<XfrmId, ResidentSa> residents = new ConcurrentHashMap<>();
    private final BiConsumer<LinkName, LinkEvent> links;

    /**
     * None yet.
     *
     * @param links told of limits reached and of SAs that somebody else deleted
     */
    public ResidentSas(BiConsumer<LinkName, LinkEvent> links) {
        this.links = links;
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
        } else if (event instanceof XfrmEvent.SasFlushed) {
            flushed();
        } else if (event instanceof XfrmEvent.Lost lost) {
            LOG.warn("events of the kernel are missing ({}): byte counts of some SAs are lost", lost.why());
            residents.values().removeIf(ResidentSa::isDeletionAsked);
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
        lost(resident);
    }

    /**
     * Compares with what stands; what does not is lost.
     *
     * @param counters those of the direction and link that are compared
     * @return SAs lost
     */
    int requireStanding(TrafficCounters counters, Set<XfrmId> standing) {
        int lost = 0;
        for (Map.Entry<XfrmId, ResidentSa> entry : Map.copyOf(residents).entrySet()) {
            ResidentSa resident = entry.getValue();
            boolean ours = resident.counters() == counters && !resident.isDeletionAsked();
            if (ours && !standing.contains(entry.getKey()) && residents.remove(entry.getKey(), resident)) {
                lost(resident);
                lost++;
            }
        }
        return lost;
    }

    private void flushed() {
        for (XfrmId id : Set.copyOf(residents.keySet())) {
            ResidentSa resident = residents.remove(id);
            if (resident != null) {
                lost(resident);
            }
        }
    }

    /** An SA that goes without our asking is void for the link, exactly as one at its hard limit. */
    private void lost(ResidentSa resident) {
        if (!resident.isDeletionAsked()) {
            LOG.warn("link {}: somebody else deleted SA {}", resident.name().link(), resident.name());
            links.accept(resident.name().link(), new LinkEvent.SaExpired(resident.name(), true));
        }
    }
}
