package org.qgate.agent.pfkey;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.pfkey.PfKeyEvent;
import org.qgate.linux.pfkey.PfKeySaName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our SAs behind PF_KEY, of all links. The programmer enters and leaves them on the loop's thread; events of the other end take them
 * out on another, and tell the link of what it did not ask for.
 */
public final class PfkeyResidents {
    private static final Logger LOG = LoggerFactory.getLogger(PfkeyResidents.class);

    private final Map<PfKeySaName, SaName> residents = new ConcurrentHashMap<>();
    private final BiConsumer<LinkName, LinkEvent> links;

    /**
     * None yet.
     *
     * @param links told of limits reached and of SAs that somebody else deleted
     */
    public PfkeyResidents(BiConsumer<LinkName, LinkEvent> links) {
        this.links = links;
    }

    void enter(PfKeySaName name, SaName sa) {
        residents.put(name, sa);
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
            SaName sa = expired.hard() ? residents.remove(name) : residents.get(name);
            if (sa != null) {
                links.accept(sa.link(), new LinkEvent.SaExpired(sa, expired.hard()));
            }
        } else if (event instanceof PfKeyEvent.SaDeleted deleted) {
            lost(deleted.last().name());
        } else if (event instanceof PfKeyEvent.SasFlushed) {
            residents.keySet().forEach(this::lost);
        } else if (event instanceof PfKeyEvent.Lost lost) {
            LOG.warn("a PF_KEY event could not be read: {}", lost.why());
        }
    }

    /** The other end is gone, and all SAs with it. */
    void lostAll() {
        residents.keySet().forEach(this::lost);
    }

    /** An SA that goes without our asking is void for the link, exactly as one at its hard limit. */
    private void lost(PfKeySaName name) {
        SaName sa = residents.remove(name);
        if (sa != null) {
            LOG.warn("link {}: somebody else deleted SA {}", sa.link(), sa);
            links.accept(sa.link(), new LinkEvent.SaExpired(sa, true));
        }
    }
}
