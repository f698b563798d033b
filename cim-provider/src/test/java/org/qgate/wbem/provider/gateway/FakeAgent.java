package org.qgate.wbem.provider.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.qgate.control.AlarmStatus;
import org.qgate.control.ChangeCommand;
import org.qgate.control.Channel;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.Direction;
import org.qgate.control.DirectionStatus;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.KeyUseStatus;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.control.SaStatus;
import org.qgate.control.SelectorStatus;
import org.qgate.control.WindowStatus;

/** An agent that answers from memory. */
public final class FakeAgent implements AgentPort {
    final List<ControlCommand> asked = new ArrayList<>();
    final FakeChanges changes = new FakeChanges();
    List<LinkStatus> links = List.of(link("ab", LinkState.UP), link("ac", LinkState.HOLDING, alarm("key-starvation")));
    long uptimeMillis = 60_000;

    @Nullable
    String silent;

    static AlarmStatus alarm(String code) {
        return new AlarmStatus(code, "something is wrong; look into it", 1_500);
    }

    static LinkStatus link(String name, LinkState state, AlarmStatus... alarms) {
        return link(name, state, 20, alarms);
    }

    static LinkStatus link(String name, LinkState state, double periodMillis, AlarmStatus... alarms) {
        DirectionStatus direction =
                new DirectionStatus(150, 170, 40, 149, periodMillis, 20.01, 1, 2, 76_800, 1_234_567, 128.5);
        return new LinkStatus(
                name,
                "bob",
                "192.0.2.1",
                name.equals("ac") ? "2001:db8::2" : "192.0.2.2",
                "aes-gcm-256",
                "udp",
                state,
                7,
                2,
                3,
                direction,
                direction,
                Optional.empty(),
                false,
                List.of(alarms));
    }

    static LinkSas sas(String link, long bytes) {
        List<SaStatus> current = new ArrayList<>();
        List<WindowStatus> windows = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (Channel channel : Channel.values()) {
                current.add(new SaStatus(
                        direction,
                        channel,
                        7,
                        150,
                        0xcafe0001L,
                        "192.0.2.1",
                        "192.0.2.2",
                        "aes-gcm-256",
                        false,
                        11,
                        bytes,
                        9,
                        0,
                        1));
                windows.add(new WindowStatus(direction, channel, 40, 20, 19, 1_000, 960));
            }
        }
        return new LinkSas(link, current, windows);
    }

    @Override
    public synchronized ControlReply execute(ControlCommand command) throws IOException {
        asked.add(command);
        if (silent != null) {
            throw new IOException(silent);
        }
        if (command instanceof ControlCommand.Configuration) {
            return changes.configurations();
        }
        if (command instanceof ChangeCommand change) {
            return changes.carryOut(change);
        }
        if (command instanceof ControlCommand.Status) {
            int up = (int)
                    links.stream().filter(link -> link.state() == LinkState.UP).count();
            return new ControlReply.AgentStatus(
                    "alice",
                    "0.1.0",
                    uptimeMillis,
                    "xfrm",
                    "the kernel can do it",
                    links.size(),
                    up,
                    List.of(),
                    List.of("keys are simulated"));
        }
        if (command instanceof ControlCommand.Links) {
            return new ControlReply.Links(uptimeMillis, "xfrm", links);
        }
        if (command instanceof ControlCommand.SecurityAssociations) {
            return new ControlReply.SecurityAssociations(
                    links.stream().map(link -> sas(link.link(), uptimeMillis)).toList());
        }
        if (command instanceof ControlCommand.Keys) {
            return new ControlReply.Keys(
                    links.stream().map(link -> pool(link.link())).toList());
        }
        if (command instanceof ControlCommand.Link wanted) {
            LinkStatus link = links.stream()
                    .filter(one -> one.link().equals(wanted.link()))
                    .findFirst()
                    .orElseThrow();
            return new ControlReply.LinkDetail(
                    link,
                    List.of(
                            new SelectorStatus("10.1.0.0/16", "10.2.0.0/17"),
                            new SelectorStatus("2001:db8:1::/48", "2001:db8:2::/64")),
                    sas(link.link(), 1),
                    pool(link.link()));
        }
        return new ControlReply.Done("done");
    }

    static KeyPoolStatus pool(String link) {
        OptionalLong empty = link.equals("ac") ? OptionalLong.of(90) : OptionalLong.empty();
        KeyUseStatus use = new KeyUseStatus("hold", 0, 20, 20, 0);
        return new KeyPoolStatus(
                link,
                "simulated",
                false,
                1_000_000,
                8_000_000,
                25_600,
                12_800.5,
                empty,
                153_600,
                128.5,
                use,
                List.of());
    }

    long count(Class<? extends ControlCommand> command) {
        return asked.stream().filter(command::isInstance).count();
    }
}
