package org.qgate.fleet.link;

import java.util.List;
import java.util.Objects;

/**
 * How one end of a link is configured. What a gateway has beyond it stays as it is there.
 *
 * @param link name, equal on both ends
 * @param peer name of the gateway at the other end
 * @param localAddress outer address of this end
 * @param peerAddress outer address of the other end
 * @param controlPort UDP port of the agents' messages, 1 to 65535
 * @param helloPort UDP port of first contact, 1 to 65535, another one
 * @param suite algorithms of the tunnel, for example {@code aes-gcm-256}
 * @param periodMillis wanted time between two key changes of what this end sends, 1 to 54000
 * @param onStarvation {@code hold}, {@code stretch} or {@code block}
 * @param selectors traffic of the link, 1 to 16
 * @param keySource where the key bits come from
 * @param secretName names the file with the link's secret among the agent's secrets; empty: the one of the agent's configuration file.
 *     A secret itself never stands here
 */
public record LinkSetting(
        String link,
        String peer,
        String localAddress,
        String peerAddress,
        int controlPort,
        int helloPort,
        String suite,
        long periodMillis,
        String onStarvation,
        List<TrafficSelector> selectors,
        KeySource keySource,
        String secretName) {
    /** Copies the selectors. */
    public LinkSetting {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(localAddress, "localAddress");
        Objects.requireNonNull(peerAddress, "peerAddress");
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(onStarvation, "onStarvation");
        selectors = List.copyOf(selectors);
        Objects.requireNonNull(keySource, "keySource");
        Objects.requireNonNull(secretName, "secretName");
    }

    /** The same with the secret of another name. */
    public LinkSetting withSecretName(String name) {
        return new LinkSetting(
                link,
                peer,
                localAddress,
                peerAddress,
                controlPort,
                helloPort,
                suite,
                periodMillis,
                onStarvation,
                selectors,
                keySource,
                name);
    }

    /**
     * The simulated key source, which both ends must allow.
     *
     * @param acceptSimulatedKeys whether keys that are not quantum may be used
     * @param rateBitsPerSecond both directions together, 100 to 1,000,000,000
     */
    public record KeySource(boolean acceptSimulatedKeys, long rateBitsPerSecond) {}
}
