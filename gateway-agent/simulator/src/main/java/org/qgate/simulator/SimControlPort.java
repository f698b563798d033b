package org.qgate.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.SaName;

/** AH on the control port in a gateway's kernel: SAs by SPI, and the policy that says what messages leave under. */
final class SimControlPort {
    private final Map<Integer, Sa> inbound = new LinkedHashMap<>();
    private final Map<Integer, Sa> outbound = new LinkedHashMap<>();
    private final Set<List<Byte>> programmed = new HashSet<>();
    private final Set<List<Byte>> lost = new HashSet<>();
    private @Nullable Sa cover;

    /**
     * An AH SA.
     *
     * @param name its name
     * @param spi its SPI
     * @param key its key
     * @param incarnation the life of the agent that installed it
     */
    record Sa(SaName name, int spi, List<Byte> key, int incarnation) {}

    /** Adds an SA; false if its SPI is taken. No key may come twice. */
    boolean add(boolean in, Sa sa) {
        if (!programmed.add(sa.key)) {
            throw new Violation(Invariant.KEY_PROGRAMMED_ONCE, "the AH key of " + sa.name + " is programmed again");
        }
        return table(in).putIfAbsent(sa.spi, sa) == null;
    }

    void delete(boolean in, int spi) {
        table(in).remove(spi);
    }

    void deleteOlderThan(int incarnation) {
        inbound.values().removeIf(sa -> sa.incarnation < incarnation);
        outbound.values().removeIf(sa -> sa.incarnation < incarnation);
    }

    /** Messages leave under this SA, which must stand; or it was taken away by hand. */
    void protect(SaName name, int spi) {
        Sa standing = outbound.get(spi);
        cover = standing == null ? new Sa(name, spi, List.of(), 0) : standing;
    }

    void expose() {
        cover = null;
    }

    /** What messages leave under, nothing for without AH. */
    @Nullable
    Sa cover() {
        return cover;
    }

    /** Whether an SA that messages are to leave under stands. */
    boolean sends(Sa under) {
        return under.equals(outbound.get(under.spi));
    }

    /** Whether an SA of the peer stands here with the same key. */
    boolean takes(Sa under) {
        Sa standing = inbound.get(under.spi);
        return standing != null && standing.key.equals(under.key);
    }

    /** Whether somebody took its SA away. */
    boolean lostByHand(Sa sa) {
        return sa.key.isEmpty() || lost.contains(sa.key);
    }

    /** Somebody deletes SAs by hand, those of packets that come in, that go out, or both; returns them. */
    List<Sa> flush(boolean in, boolean out, Predicate<Sa> hit) {
        List<Sa> gone = new ArrayList<>();
        if (in) {
            inbound.values().removeIf(sa -> hit.test(sa) && gone.add(sa));
        }
        if (out) {
            outbound.values().removeIf(sa -> hit.test(sa) && gone.add(sa));
        }
        gone.forEach(sa -> lost.add(sa.key));
        return gone;
    }

    int standing(boolean in) {
        return table(in).size();
    }

    private Map<Integer, Sa> table(boolean in) {
        return in ? inbound : outbound;
    }
}
