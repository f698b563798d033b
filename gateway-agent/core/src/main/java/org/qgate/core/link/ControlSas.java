package org.qgate.core.link;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;

/**
 * The AH SAs of the control port on their way into the kernel and out of it, of all epochs: a key is handed over once and wiped with
 * the answer, and what nobody wants any more when the answer comes is deleted.
 */
final class ControlSas {
    /**
     * When an AH SA ends by itself, long after its successor: it must not end for want of one, and one that no agent looks after
     * any more must.
     */
    private static final SaLimits LIMITS =
            new SaLimits(7L << 33, 1L << 36, TimeUnit.DAYS.toSeconds(1), TimeUnit.DAYS.toSeconds(1));

    private final LinkContext context;
    private final Map<SaName, Pending> pending = new LinkedHashMap<>();
    private final Set<SaName> unwanted = new HashSet<>();

    private record Pending(boolean inbound, int spi, SecretBytes key) {}

    ControlSas(LinkContext context) {
        this.context = context;
    }

    /** Hands a key over; it is wiped when the kernel has answered. */
    void install(SaName sa, boolean inbound, int spi, SecretBytes key) {
        pending.put(sa, new Pending(inbound, spi, key));
        context.emit(new LinkEffect.InstallControlSa(sa, inbound, spi, key, LIMITS));
    }

    /** Takes what the kernel says of AH SAs to the epoch in force; false if the event is about something else. */
    boolean take(LinkEvent event, @Nullable Conversation current) {
        if (event instanceof LinkEvent.ControlSaInstalled installed) {
            Conversation conversation = of(current, installed.sa());
            if (answered(installed.sa(), true) && conversation != null) {
                conversation.controlSaInstalled(installed.sa());
            }
        } else if (event instanceof LinkEvent.ControlSaRefused refused) {
            Conversation conversation = of(current, refused.sa());
            if (answered(refused.sa(), false) && conversation != null) {
                conversation.controlSaRefused(refused.sa(), refused.reason());
            }
        } else if (event instanceof LinkEvent.ControlProtected switched) {
            Conversation conversation = of(current, switched.sa());
            if (conversation != null) {
                conversation.controlProtected(switched.sa());
            }
        } else if (event instanceof LinkEvent.ControlProtectionRefused refused) {
            Conversation conversation = of(current, refused.sa());
            if (conversation != null) {
                conversation.controlSaRefused(refused.sa(), refused.reason());
            }
        } else if (event instanceof LinkEvent.SaExpired expired && expired.sa().channel() == Channel.CONTROL) {
            Conversation conversation = of(current, expired.sa());
            if (conversation != null && expired.hard()) {
                conversation.controlSaLost(expired.sa());
            }
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Conversation of(@Nullable Conversation current, SaName sa) {
        return current != null && current.session().epoch() == sa.epoch() ? current : null;
    }

    /** The kernel answered an installation; true if somebody still waits for it. */
    private boolean answered(SaName sa, boolean installed) {
        Pending answered = pending.remove(sa);
        if (answered == null) {
            return false;
        }
        answered.key.close();
        boolean wanted = !unwanted.remove(sa);
        if (!wanted && installed) {
            context.emit(new LinkEffect.DeleteControlSa(sa, answered.inbound, answered.spi));
        }
        return wanted;
    }

    /** Deletes an SA, one that is still being installed as soon as it stands. */
    void delete(SaName sa, boolean inbound, int spi) {
        if (pending.containsKey(sa)) {
            unwanted.add(sa);
        } else {
            context.emit(new LinkEffect.DeleteControlSa(sa, inbound, spi));
        }
    }

    /** The link has stopped and hears no answer any more. */
    void stop() {
        pending.values().forEach(each -> each.key.close());
        pending.clear();
        unwanted.clear();
    }
}
