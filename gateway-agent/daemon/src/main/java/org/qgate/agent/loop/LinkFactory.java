package org.qgate.agent.loop;

import java.io.IOException;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.core.model.LinkName;

/** Makes links while the agent runs, with their secrets, key sources and ports. */
public interface LinkFactory {
    /** Looks at the files that a link needs, and says what is wrong with them. */
    void check(LinkConfiguration link) throws IOException;

    /** A link that has not started, and whose traffic is blocked. */
    LinkRunner make(LinkConfiguration link, long nowNanos) throws IOException;

    /** Wipes the secrets of a link that was stopped, and closes ports that no other link needs. */
    void discard(LinkName link) throws IOException;
}
