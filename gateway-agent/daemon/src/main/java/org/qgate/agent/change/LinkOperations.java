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

    /** Starts a link whose traffic is blocked. */
    void start(LinkConfiguration wanted) throws IOException;

    /** Stops a link; its traffic stays blocked. */
    void halt(String link) throws IOException;

    /** Lets nothing of a link leave any more; its agents can still speak. */
    void hold(String link);

    /** Takes everything of a link away, what blocks last. The link may run, or be blocked only. */
    void remove(LinkConfiguration link) throws IOException;

    /** The suite that a running link proposes, and another one to which it agrees too, which may be the same. */
    void permit(String link, String suite, String other);

    /** Begins a new epoch beside the running one, with the suite that the link proposes. */
    void renew(String link);

    /** Sets the period of what leaves. */
    void setPeriod(String link, long periodMillis);

    /** From now on the running link is described so. */
    void describe(LinkConfiguration configuration) throws IOException;

    /** Whether inbound SAs of this suite stand. */
    boolean receives(String link, String suite);

    /** Whether packets leave and come in under SAs of this suite. */
    boolean sends(String link, String suite);

    /** Packets deciphered under the link's SAs since the agent started. */
    long packetsDeciphered(String link);

    /** Sends a packet within each selector in which this gateway has an address; returns how many. */
    int probe(String link);

    /** Says something to the peer's agent; it may be lost. */
    void tell(String link, ChangeNews news);

    /** What peers' agents have said since the last call. */
    List<Heard> takeNews();
}
