package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkStatus;
import org.qgate.control.SelectorStatus;

/**
 * Takes snapshots by five requests to the agent, and one more for each link whose selectors are not known yet: they stay the same
 * until the agent starts again or the configuration has another generation.
 */
final class SnapshotTaker {
    private final AgentPort agent;
    private final InstantSource clock;

    SnapshotTaker(AgentPort agent, InstantSource clock) {
        this.agent = agent;
        this.clock = clock;
    }

    AgentSnapshot take(Optional<AgentSnapshot> before) throws IOException, CommandRefusedException {
        ControlReply.AgentStatus status = ask(new ControlCommand.Status(), ControlReply.AgentStatus.class);
        List<LinkStatus> links =
                ask(new ControlCommand.Links(), ControlReply.Links.class).links();
        Map<String, LinkSas> sas = new HashMap<>();
        ask(new ControlCommand.SecurityAssociations(Optional.empty()), ControlReply.SecurityAssociations.class)
                .links()
                .forEach(link -> sas.put(link.link(), link));
        Map<String, KeyPoolStatus> pools = new HashMap<>();
        ask(new ControlCommand.Keys(Optional.empty()), ControlReply.Keys.class)
                .pools()
                .forEach(pool -> pools.put(pool.link(), pool));
        ControlReply.Configurations configurations = configurations();
        boolean same = before.filter(old -> old.status().uptimeMillis() <= status.uptimeMillis()
                        && old.configurations().generation() == configurations.generation())
                .isPresent();
        Map<String, List<SelectorStatus>> selectors = new HashMap<>();
        for (LinkStatus link : links) {
            List<SelectorStatus> known =
                    same ? before.map(old -> old.selectors().get(link.link())).orElse(null) : null;
            selectors.put(link.link(), known != null ? known : selectors(link.link()));
        }
        return new AgentSnapshot(clock.instant(), status, links, sas, pools, selectors, configurations);
    }

    /** Which links can be changed is not worth the sight of all else: an agent that does not tell is shown without. */
    private ControlReply.Configurations configurations() throws IOException {
        try {
            return ask(new ControlCommand.Configuration(Optional.empty()), ControlReply.Configurations.class);
        } catch (CommandRefusedException untold) {
            return new ControlReply.Configurations(0, List.of(), List.of());
        }
    }

    /** A link may be removed between two requests: it has no selectors any more then. */
    private List<SelectorStatus> selectors(String link) throws IOException {
        try {
            return ask(new ControlCommand.Link(link), ControlReply.LinkDetail.class)
                    .selectors();
        } catch (CommandRefusedException gone) {
            return List.of();
        }
    }

    private <T extends ControlReply> T ask(ControlCommand command, Class<T> wanted)
            throws IOException, CommandRefusedException {
        ControlReply reply = agent.execute(command);
        if (!wanted.isInstance(reply)) {
            throw new IOException("the agent answered " + command + " with a "
                    + reply.getClass().getSimpleName());
        }
        return wanted.cast(reply);
    }
}
