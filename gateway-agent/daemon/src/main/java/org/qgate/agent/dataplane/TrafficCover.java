package org.qgate.agent.dataplane;

import java.util.List;
import org.qgate.agent.config.TrafficSelector;

/**
 * What a link does with the traffic of each selector while its selectors are changed. Those of a list are among those of the list before.
 *
 * @param blocked passes under the link's SAs or not at all
 * @param received comes in under the link's SAs
 * @param sent leaves under the link's SAs
 */
public record TrafficCover(List<TrafficSelector> blocked, List<TrafficSelector> received, List<TrafficSelector> sent) {
    /** Copies the lists, and refuses traffic that would pass in clear on its way in or out. */
    public TrafficCover {
        blocked = List.copyOf(blocked);
        received = List.copyOf(received);
        sent = List.copyOf(sent);
        if (!blocked.containsAll(received) || !received.containsAll(sent)) {
            throw new IllegalArgumentException("sent " + sent + " must be received " + received + ", and both blocked "
                    + blocked + " where no SA protects them");
        }
    }

    /** All of the traffic is protected both ways. */
    public static TrafficCover whole(List<TrafficSelector> selectors) {
        return new TrafficCover(selectors, selectors, selectors);
    }

    /** Selectors whose traffic does not leave yet. */
    public List<TrafficSelector> notSent() {
        return blocked.stream().filter(each -> !sent.contains(each)).toList();
    }

    /** Selectors whose traffic does not come in yet. */
    public List<TrafficSelector> notReceived() {
        return blocked.stream().filter(each -> !received.contains(each)).toList();
    }
}
