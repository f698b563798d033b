package org.qgate.agent.change;

import java.util.OptionalLong;

/**
 * Proof that packets cross a link in both directions: this end sends some within the selectors, the peer's agent says in
 * authenticated messages that its data plane has deciphered more than before, and so has this end's own.
 */
final class PathProof {
    /** How long it may take. */
    static final long LIMIT_NANOS = 10_000_000_000L;

    private final String link;
    private final int selectors;
    private final LinkOperations links;
    private final long ownBefore;
    private final long giveUpAtNanos;
    private OptionalLong peerBefore = OptionalLong.empty();
    private long peerNow;
    private int probes;

    PathProof(String link, int selectors, LinkOperations links, long nowNanos) {
        this.link = link;
        this.selectors = selectors;
        this.links = links;
        this.ownBefore = links.packetsDeciphered(link);
        this.giveUpAtNanos = nowNanos + LIMIT_NANOS;
    }

    /** The peer's agent says how many packets it has deciphered. */
    void heard(long packets) {
        if (peerBefore.isEmpty()) {
            peerBefore = OptionalLong.of(packets);
        }
        peerNow = packets;
        probes += links.probe(link);
    }

    boolean isProven() {
        boolean outward = peerBefore.isPresent() && peerNow - peerBefore.getAsLong() >= selectors;
        return outward && links.packetsDeciphered(link) > ownBefore;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - giveUpAtNanos >= 0;
    }

    /** Why it failed. */
    String failure() {
        if (peerBefore.isEmpty()) {
            return "the peer's agent says nothing";
        }
        if (probes == 0) {
            return "nothing has crossed the link, and this gateway has no address within its selectors to send from; let a"
                    + " host behind it send something, and prove again";
        }
        return peerNow - peerBefore.getAsLong() < selectors
                ? "what this gateway sends is not deciphered at the peer"
                : "nothing of what the peer sends is deciphered here";
    }
}
