package org.qgate.agent.xfrm;

import java.util.Optional;
import org.qgate.agent.config.NicOffload;
import org.qgate.linux.xfrm.XfrmSa;
import org.qgate.linux.xfrm.XfrmUserOffload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a network card does for one link: which SAs are offered to it, how many it took, and why it refused the others. For the loop's
 * thread.
 *
 * <p>A refused SA goes to software. After each refusal in a row twice as many SAs are not offered at all, up to a bound, so that a card
 * that takes none costs little, and one that is full gets work again soon.
 */
final class LinkOffload {
    /** Most SAs in a row that are not offered after refusals. */
    static final int NOT_OFFERED_MAX = 63;

    private static final Logger LOG = LoggerFactory.getLogger(LinkOffload.class);

    private final String link;
    private final Optional<NicOffload> wanted;
    private int interfaceIndex;
    private String impediment = "";
    private String lastRefusal = "";
    private long taken;
    private long refused;
    private int notOfferedNext;
    private int notOfferedLeft;

    /** Offers nothing until a card is found. */
    LinkOffload(String link, Optional<NicOffload> wanted) {
        this.link = link;
        this.wanted = wanted;
        wanted.ifPresent(card -> impediment = "the card " + card.device() + " has not been looked for");
    }

    Optional<NicOffload> wanted() {
        return wanted;
    }

    /** A card is there, and from now on SAs are offered to it. */
    void found(int index) {
        this.interfaceIndex = index;
        this.impediment = "";
    }

    /** There is no card, or none that can do it: all SAs are in software. */
    void impossible(String why) {
        this.impediment = why;
        LOG.warn("link {}: the kernel enciphers itself: {}", link, why);
    }

    /** The SA as it is to be asked for next: on the card, or in software. */
    XfrmSa offer(XfrmSa sa, boolean inbound) {
        if (wanted.isEmpty() || !impediment.isEmpty()) {
            return sa;
        }
        if (notOfferedLeft > 0) {
            notOfferedLeft--;
            return sa;
        }
        return sa.withOptions(
                sa.options().withOffload(new XfrmUserOffload(interfaceIndex, inbound ? XfrmUserOffload.INBOUND : 0)));
    }

    /** The card took an SA that was offered. */
    void took() {
        taken++;
        notOfferedNext = 0;
    }

    /** Kernel or driver refused an SA that was offered; one log line for each new reason. */
    void refused(String why) {
        refused++;
        notOfferedNext = Math.min(NOT_OFFERED_MAX, 2 * notOfferedNext + 1);
        notOfferedLeft = notOfferedNext;
        if (!why.equals(lastRefusal)) {
            lastRefusal = why;
            LOG.warn(
                    "link {}: {} does not take an SA, so the kernel enciphers for it itself: {}",
                    link,
                    wanted.map(NicOffload::device).orElse("the card"),
                    why);
        }
    }

    long taken() {
        return taken;
    }

    long refusals() {
        return refused;
    }

    /** Why nothing is offered, or else why the latest refused SA was; empty when neither is so. */
    String reason() {
        return impediment.isEmpty() ? lastRefusal : impediment;
    }
}
