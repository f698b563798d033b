package org.qgate.agent.dataplane;

import java.util.function.BiConsumer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;

/**
 * Carries out the SA effects of all links, in order, and turns each answer into an event. For the loop's thread.
 *
 * <p>A key is programmed at most once: an installation whose answer is lost counts as refused and is never tried again.
 */
public interface SaProgrammer {
    /** Takes an effect of a prepared link for the next {@link #execute}; only such as {@link #serves}. */
    void add(LinkName link, LinkEffect effect);

    /**
     * Carries out what was added. An installation may be answered by a later call, when the data plane is away; everything else is
     * answered by this one.
     */
    void execute(BiConsumer<LinkName, LinkEvent> answers);

    /**
     * Compares the inbound SAs of a link that should stand with those that do, and reports each that is gone as expired. Not for data
     * planes that cannot lose one without a word.
     */
    default void verifyInbound(LinkName link) {}

    /** Whether an effect is one for a data plane. */
    static boolean serves(LinkEffect effect) {
        return effect instanceof LinkEffect.InstallInbound
                || effect instanceof LinkEffect.InstallOutbound
                || effect instanceof LinkEffect.SwitchOutbound
                || effect instanceof LinkEffect.DeleteInbound
                || effect instanceof LinkEffect.DeleteOutbound
                || effect instanceof LinkEffect.BlockOutbound
                || effect instanceof LinkEffect.DeletePredecessors
                || effect instanceof LinkEffect.InstallControlSa
                || effect instanceof LinkEffect.ProtectControl
                || effect instanceof LinkEffect.ExposeControl
                || effect instanceof LinkEffect.DeleteControlSa;
    }
}
