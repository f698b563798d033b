package org.qgate.agent.xfrm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.EspOptions;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.LinkNetwork;
import org.qgate.agent.config.LinkPolicies;
import org.qgate.agent.config.SimulatedKeyConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.config.Transport;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Suite;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.SecretArena;

/** Both ends of the link alice-bob, 20 ms. */
public final class TestLinks {
    private TestLinks() {}

    /** Locked memory for a few keys; its owner closes it. */
    static SecretArena arena() {
        try {
            return SecretArena.open(64, 0);
        } catch (LinuxException e) {
            throw new IllegalStateException("locked memory", e);
        }
    }

    /** The same link with AH on its control port, if the data plane can. */
    static LinkConfiguration withControlAh(LinkConfiguration link) {
        return new LinkConfiguration(
                link.parameters().withControlAh(ControlAh.AUTO),
                link.endpoints(),
                link.secretFile(),
                link.policies(),
                link.esp(),
                link.keySource(),
                link.network());
    }

    public static LinkConfiguration alice(String... localThenRemote) {
        return link("alice", "bob", "192.0.2.1", "192.0.2.2", localThenRemote);
    }

    public static LinkConfiguration bob(String... localThenRemote) {
        return link("bob", "alice", "192.0.2.2", "192.0.2.1", localThenRemote);
    }

    /** Another link of alice. */
    public static LinkConfiguration carol(String... localThenRemote) {
        return link("alice", "carol", "192.0.2.1", "192.0.2.3", localThenRemote);
    }

    private static LinkConfiguration link(
            String self, String peer, String local, String remote, String... localThenRemote) {
        List<TrafficSelector> selectors = new ArrayList<>();
        for (int i = 0; i < localThenRemote.length; i += 2) {
            selectors.add(
                    new TrafficSelector(IpPrefix.parse(localThenRemote[i]), IpPrefix.parse(localThenRemote[i + 1])));
        }
        return new LinkConfiguration(
                new LinkParameters(
                        new LinkName(peer.equals("carol") ? "alice-carol" : "alice-bob"),
                        new GatewayId(self),
                        new GatewayId(peer),
                        Suite.AES_GCM_256,
                        LinkTimers.withPeriod(TimeUnit.MILLISECONDS.toNanos(20))),
                new LinkEndpoints(IpAddress.parse(local), IpAddress.parse(remote), 5600, 5601),
                Path.of("/secret"),
                new LinkPolicies(selectors, 77, 1000, 2000, 1024),
                EspOptions.STANDARD,
                new SimulatedKeyConfiguration(Path.of("/seed"), 50_000, 1_000_000),
                new LinkNetwork(List.of(), List.of()));
    }

    /** The same link with its messages over TCP. */
    public static LinkConfiguration overTcp(LinkConfiguration link) {
        LinkEndpoints ends = link.endpoints();
        return new LinkConfiguration(
                link.parameters(),
                new LinkEndpoints(ends.local(), ends.peer(), ends.controlPort(), ends.helloPort(), Transport.TCP),
                link.secretFile(),
                link.policies(),
                link.esp(),
                link.keySource(),
                link.network());
    }

    /** The same link with other options. */
    public static LinkConfiguration with(LinkConfiguration link, EspOptions esp) {
        return new LinkConfiguration(
                link.parameters(),
                link.endpoints(),
                link.secretFile(),
                link.policies(),
                esp,
                link.keySource(),
                link.network());
    }
}
