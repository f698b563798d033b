package org.qgate.agent.pfkey;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.agent.dataplane.TrafficSum;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.pfkey.PfKeyEvent;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.SadbExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our SAs behind PF_KEY, of all links. The programmer enters and leaves them on the loop's thread; events of the other end take them
 * out on another, and tell the link of what it did not ask for.
 */
public final class PfkeyResidents {
    private static final Logger LOG = LoggerFactory.getLogger(PfkeyResidents.class);

    private final Map<PfKeySaName, Resident> residents = new ConcurrentHashMap<>();
    private final BiConsumer<LinkName, LinkEvent> links;
    private final AcquireCount acquires;

    private record Resident(SaName name, TrafficSum gone) {}

    /**
     * None yet.
     *
     * @param links told of limits reached and of SAs that somebody else deleted
     */
    public PfkeyResidents(BiConsumer<LinkName, LinkEvent> links) {
        this(links, new AcquireCount());
    }

    PfkeyResidents(BiConsumer<LinkName, LinkEvent> links, AcquireCount acquires) {
        this.links = links;
        this.acquires = acquires;
    }

    void enter(PfKeySaName name, SaName sa, TrafficSum gone) {
        residents.put(name, new Resident(sa, gone));
    }

    /** From now on its disappearance is no news. */
    void leave(PfKeySaName name) {
        residents.remove(name);
    }

    /** SAs that stand. */
    int size() {
        return residents.size();
    }

    /** Takes one event. */
    void follow(PfKeyEvent event) {
        if (event instanceof PfKeyEvent.SaExpired expired) {
            PfKeySaName name = expired.last().name();
            Resident resident = expired.hard() ? residents.remove(name) : residents.get(name);
            if (resident != null) {
                if (expired.hard()) {
                    resident.gone.add(traffic(expired.last()));
                }
                links.accept(resident.name.link(), new LinkEvent.SaExpired(resident.name, expired.hard()));
            }
        } else if (event instanceof PfKeyEvent.SaDeleted deleted) {
            deleted(deleted.last());
        } else if (event instanceof PfKeyEvent.SasFlushed) {
            lostAll();
        } else if (event instanceof PfKeyEvent.Acquired acquired) {
            acquires.add(acquired);
        } else if (event instanceof PfKeyEvent.Lost lost) {
            LOG.warn("a PF_KEY event could not be read: {}", lost.why());
        }
    }

    /** The other end is gone, and all SAs with it. */
    void lostAll() {
        if (!residents.isEmpty()) {
            LOG.warn("all SAs behind PF_KEY are gone without our asking");
            residents.keySet().forEach(name -> lost(name, Traffic.NONE));
        }
    }

    private void deleted(PfKeyInstalledSa last) {
        lost(last.name(), traffic(last))
                .ifPresent(sa -> LOG.warn("link {}: SA {} is gone without our asking", sa.link(), sa));
    }

    /** An SA that goes without our asking is void for the link, exactly as one at its hard limit. */
    private Optional<SaName> lost(PfKeySaName name, Traffic last) {
        Resident resident = residents.remove(name);
        if (resident == null) {
            return Optional.empty();
        }
        resident.gone.add(last);
        links.accept(resident.name.link(), new LinkEvent.SaExpired(resident.name, true));
        return Optional.of(resident.name);
    }

    /** What an SA has carried; PF_KEY does not tell what it has refused. */
    static Traffic traffic(PfKeyInstalledSa sa) {
        return sa.message()
                .lifetime(SadbExt.LIFETIME_CURRENT)
                .map(used -> new Traffic(used.bytes(), Integer.toUnsignedLong(used.allocations()), 0, 0))
                .orElse(Traffic.NONE);
    }
}
