package org.qgate.agent.pfkey;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.EspOptions;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.LinkNetwork;
import org.qgate.agent.config.LinkPolicies;
import org.qgate.agent.config.SimulatedKeyConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

/** Alice's end of the link alice-bob. */
public final class PfkeyTestLinks {
    public static final LinkName NAME = new LinkName("alice-bob");

    private PfkeyTestLinks() {}

    public static LinkConfiguration alice(Suite suite, int reqid, TrafficSelector... selectors) {
        return new LinkConfiguration(
                new LinkParameters(
                        NAME,
                        new GatewayId("alice"),
                        new GatewayId("bob"),
                        suite,
                        LinkTimers.withPeriod(TimeUnit.MILLISECONDS.toNanos(20))),
                new LinkEndpoints(IpAddress.parse("203.0.113.1"), IpAddress.parse("203.0.113.2"), 5600, 5601),
                Path.of("/secret"),
                new LinkPolicies(List.of(selectors), reqid, 1000, 2000, 1024),
                EspOptions.STANDARD,
                new SimulatedKeyConfiguration(Path.of("/seed"), 50_000, 1_000_000),
                new LinkNetwork(List.of(), List.of()));
    }

    public static TrafficSelector selector(String local, String remote) {
        return new TrafficSelector(IpPrefix.parse(local), IpPrefix.parse(remote));
    }

    public static SaName out(long index) {
        return new SaName(NAME, 1, Direction.LOW_TO_HIGH, Channel.DATA, index);
    }

    public static SaName in(long index) {
        return new SaName(NAME, 1, Direction.HIGH_TO_LOW, Channel.DATA, index);
    }
}
