package org.qgate.agent.change;

import java.io.IOException;
import java.util.List;
import org.qgate.control.LinkConfiguration;
import org.qgate.core.model.ChangeNews;

/** What a change does to links and asks of them. A failed operation may have been done in part; undoing it is always allowed. */
public interface LinkOperations {
    /**
     * What the peer's agent said.
     *
     * @param link on whose session
     * @param news what
     */
    record Heard(String link, ChangeNews news) {}

    /** Links as they run now, ordered by name. */
    List<LinkConfiguration> running();

    /** Refuses what cannot be used here, before anything of it is done. */
    void validate(LinkConfiguration wanted) throws ChangeRefusedException;

    /** Blocks the traffic of a link that does not run. */
    void block(LinkConfiguration wanted) throws IOException;

    /** Whether a link whose traffic is blocked can be started by now; says why it cannot. */
    boolean isReady(LinkConfiguration wanted) throws IOException;

    /** Starts a link whose traffic is blocked. */
    void start(LinkConfiguration wanted) throws IOException;

    /** Stops a link; its traffic stays blocked. */
    void halt(String link) throws IOException;

    /** Lets nothing of a link leave any more; its agents can still speak. */
    void hold(String link);

    /** Lets traffic that was held leave again. */
    void release(String link);

    /** Takes everything of a link away, what blocks last. The link may run, or be blocked only. */
    void remove(LinkConfiguration link) throws IOException;

    /**
     * Changes what traffic a running link is for. Each of the three is the link with some selectors, those of one are among those of the
     * one before, and what was not given goes: it is routed like any other.
     *
     * @param blocked does not pass in clear
     * @param received comes in under the link's SAs
     * @param sent leaves under them
     */
    void cover(LinkConfiguration blocked, LinkConfiguration received, LinkConfiguration sent) throws IOException;

    /** Whose suite and selectors a running link proposes for its epochs, and to whose it agrees too, which may be the same. */
    void permit(LinkConfiguration proposed, LinkConfiguration other);

    /** Begins a new epoch beside the running one, with what the link proposes. */
    void renew(String link);

    /** Whether the epoch in force was agreed on with this suite and these selectors. */
    boolean runs(LinkConfiguration wanted);

    /** Sets the period of what leaves. */
    void setPeriod(String link, long periodMillis);

    /** From now on the running link is described so. */
    void describe(LinkConfiguration configuration) throws IOException;

    /** Whether inbound SAs of such an epoch stand. */
    boolean receives(LinkConfiguration wanted);

    /** Whether packets leave and come in under SAs of such an epoch. */
    boolean sends(LinkConfiguration wanted);

    /** Packets deciphered under the link's SAs since the agent started. */
    long packetsDeciphered(String link);

    /** Sends a packet within each selector in which this gateway has an address; returns how many. */
    int probe(String link);

    /** Whether the peer's agent has not been heard on a running link for {@code nanos}, though it has not closed the session. */
    boolean isSilent(String link, long nanos);

    /** Says something to the peer's agent; it may be lost. */
    void tell(String link, ChangeNews news);

    /** What peers' agents have said since the last call. */
    List<Heard> takeNews();
}
