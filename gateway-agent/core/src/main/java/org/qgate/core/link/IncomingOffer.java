package org.qgate.core.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.Message;

/** An offer whose bits are being gathered. */
final class IncomingOffer {
    /** How long its bits may take to come. */
    static final long GATHER_NANOS = 5_000_000_000L;

    final Message.Offer offer;
    final long giveUpAtNanos;
    private final Map<Long, @Nullable SecretBytes> bits = new LinkedHashMap<>();
    boolean fetching;
    long fetchAgainAtNanos = Long.MAX_VALUE;

    IncomingOffer(Message.Offer offer, long nowNanos) {
        this.offer = offer;
        this.giveUpAtNanos = nowNanos + GATHER_NANOS;
        offer.blocks().forEach(block -> bits.put(block, null));
    }

    /** Takes the bits of a block; false if it does not want them. */
    boolean take(long block, SecretBytes secret) {
        if (!bits.containsKey(block) || bits.get(block) != null) {
            return false;
        }
        bits.put(block, secret);
        return true;
    }

    boolean wants(long block) {
        return bits.containsKey(block) && bits.get(block) == null;
    }

    List<Long> missing() {
        List<Long> missing = new ArrayList<>();
        bits.forEach((block, secret) -> {
            if (secret == null) {
                missing.add(block);
            }
        });
        return missing;
    }

    boolean isComplete() {
        return !bits.containsValue(null);
    }

    /** The bits of a complete offer, in the order of its indexes. */
    List<SecretBytes> secrets() {
        List<SecretBytes> secrets = new ArrayList<>();
        for (SecretBytes secret : bits.values()) {
            if (secret == null) {
                throw new IllegalStateException("offer of index " + offer.firstIndex() + " is not complete");
            }
            secrets.add(secret);
        }
        return secrets;
    }

    void wipe() {
        bits.values().forEach(secret -> {
            if (secret != null) {
                secret.close();
            }
        });
        bits.clear();
    }
}
