package org.qgate.agent.xfrm;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.core.model.LinkName;
import org.qgate.linux.xfrm.XfrmDirection;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmPolicy;
import org.qgate.linux.xfrm.XfrmPolicyKey;
import org.qgate.linux.xfrm.XfrmSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells from the kernel's events which links' policies somebody else has touched. Links are entered on the loop's thread; events come
 * on another.
 */
public final class PolicyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final Map<XfrmPolicyKey, LinkName> owners = new ConcurrentHashMap<>();
    /** Links that have been told of and not looked at since, so that of each link at most one word waits. */
    private final Set<LinkName> touched = ConcurrentHashMap.newKeySet();

    private final Disturbances disturbances;

    /** Watches no link yet. */
    public PolicyWatch(Disturbances disturbances) {
        this.disturbances = disturbances;
    }

    /** From now on whoever touches one of these disturbs the link. */
    void enter(LinkName link, Collection<XfrmPolicy> policies) {
        policies.forEach(policy -> owners.put(bySelector(policy.selector(), policy.direction()), link));
    }

    /** These of the link's policies go by our own will. */
    void leave(LinkName link, Collection<XfrmPolicy> policies) {
        policies.forEach(policy -> owners.remove(bySelector(policy.selector(), policy.direction()), link));
    }

    /** The link's policies go by our own will. */
    void leave(LinkName link) {
        owners.values().removeIf(link::equals);
    }

    /** The link is about to be looked at: what comes from now on is told again. */
    void looking(LinkName link) {
        touched.remove(link);
    }

    /** Takes one event of the kernel about what others did. */
    void follow(XfrmEvent event) {
        if (event instanceof XfrmEvent.PolicyDeleted deleted) {
            touched(deleted.id().selector(), deleted.id().direction());
        } else if (event instanceof XfrmEvent.PolicyAdded added) {
            touched(
                    added.policy().info().selector(),
                    added.policy().info().properties().direction());
        } else if (event instanceof XfrmEvent.PoliciesFlushed) {
            everything();
        } else if (event instanceof XfrmEvent.Lost lost) {
            LOG.warn("events of the kernel are missing ({}): looks at the policies of all links", lost.why());
            everything();
        }
    }

    private void everything() {
        Set.copyOf(owners.values()).forEach(this::touched);
    }

    private void touched(XfrmSelector selector, int direction) {
        for (XfrmDirection each : XfrmDirection.values()) {
            LinkName owner = each.number() == direction ? owners.get(bySelector(selector, each)) : null;
            if (owner != null) {
                touched(owner);
            }
        }
    }

    private void touched(LinkName link) {
        if (touched.add(link)) {
            disturbances.policiesTouched(link);
        }
    }

    /** Events of deletions tell neither mark nor interface; a look too many is harmless. */
    private static XfrmPolicyKey bySelector(XfrmSelector selector, XfrmDirection direction) {
        return XfrmPolicyKey.of(selector, direction);
    }
}
