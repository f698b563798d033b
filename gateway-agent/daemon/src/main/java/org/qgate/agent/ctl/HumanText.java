package org.qgate.agent.ctl;

import java.util.List;
import java.util.Locale;
import org.qgate.control.AlarmStatus;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.Direction;
import org.qgate.control.DirectionStatus;
import org.qgate.control.KeyMark;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.KeyUseStatus;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkStatus;
import org.qgate.control.OffloadStatus;
import org.qgate.control.SaStatus;
import org.qgate.control.SelectorStatus;
import org.qgate.control.TcpPortStatus;
import org.qgate.control.WindowStatus;

/** Replies and events as people read them. */
final class HumanText {
    private HumanText() {}

    static String of(ControlReply reply) {
        if (reply instanceof ControlReply.AgentStatus status) {
            return status(status);
        }
        if (reply instanceof ControlReply.Links links) {
            return links(links.links()) + "data plane  " + links.dataPlane() + "\n";
        }
        if (reply instanceof ControlReply.LinkDetail detail) {
            return detail(detail);
        }
        if (reply instanceof ControlReply.SecurityAssociations sas) {
            return sas(sas.links());
        }
        if (reply instanceof ControlReply.Keys keys) {
            return keys(keys.pools());
        }
        if (reply instanceof ControlReply.Done done) {
            return done.what() + "\n";
        }
        if (reply instanceof ControlReply.Configurations configurations) {
            return ConfigurationText.of(configurations);
        }
        if (reply instanceof ControlReply.VersionInfo version) {
            return version.program() + " " + version.version() + ", control contract " + version.controlVersion()
                    + "\n";
        }
        throw new IllegalStateException("no text for " + reply);
    }

    private static String status(ControlReply.AgentStatus status) {
        StringBuilder text = new StringBuilder();
        text.append("gateway     ").append(status.gateway()).append('\n');
        text.append("version     ").append(status.version()).append('\n');
        text.append("up          ").append(status.uptimeMillis() / 1000).append(" s\n");
        text.append("data plane  ")
                .append(status.dataPlane())
                .append(": ")
                .append(status.dataPlaneReason())
                .append('\n');
        text.append("links       ")
                .append(status.linksUp())
                .append(" of ")
                .append(status.links())
                .append(" up\n");
        for (TcpPortStatus tcp : status.tcpPorts()) {
            text.append("tcp         ").append(tcp(tcp)).append('\n');
        }
        status.warnings()
                .forEach(warning -> text.append("WARNING     ").append(warning).append('\n'));
        return text.toString();
    }

    private static String tcp(TcpPortStatus port) {
        return port.address() + " port " + port.port() + ": " + port.connections() + " connections from peers; "
                + port.refused() + " refused, " + port.badLengths() + " closed for what they sent, " + port.dropped()
                + " messages to peers dropped";
    }

    static String links(List<LinkStatus> links) {
        TextTable table = new TextTable(
                "LINK",
                "PEER",
                "STATE",
                "EPOCH",
                "DIRECTION",
                "INDEX",
                "CREDIT",
                "SAS",
                "CHANGES",
                "WANTED",
                "MEAN",
                "MISSED",
                "VOIDS",
                "KEY BITS",
                "BYTES",
                "DPK");
        for (LinkStatus link : links) {
            row(table, link, "out", link.outbound());
            row(table, link, "in", link.inbound());
        }
        StringBuilder text = new StringBuilder(table.text());
        for (LinkStatus link : links) {
            link.offload().ifPresent(card -> text.append(offload(link.link(), card)));
            if (link.controlAh()) {
                text.append("AH ").append(link.link()).append(": messages to the peer leave under AH\n");
            }
            for (AlarmStatus alarm : link.alarms()) {
                text.append("ALARM ").append(link.link()).append(": ").append(alarm.message());
                text.append(" (")
                        .append(alarm.code())
                        .append(", for ")
                        .append(alarm.ageMillis() / 1000)
                        .append(" s)\n");
            }
        }
        return text.toString();
    }

    private static String offload(String link, OffloadStatus card) {
        return "OFFLOAD " + link + ": " + card.device() + " (" + card.mode() + ") works for " + card.sas()
                + " SAs now; it took " + card.sasTaken() + " and refused " + card.sasRefused()
                + (card.reason().isEmpty() ? "" : ": " + card.reason()) + "\n";
    }

    private static void row(TextTable table, LinkStatus link, String name, DirectionStatus direction) {
        table.row(
                link.link(),
                link.peer(),
                word(link.state()),
                link.epoch(),
                name,
                direction.currentIndex(),
                direction.creditTop(),
                direction.windowFill(),
                direction.keyChanges(),
                millis(direction.periodMillis()),
                millis(direction.meanPeriodMillis()),
                name.equals("out") ? direction.deadlinesMissed() : "-",
                direction.voids(),
                direction.keyBitsUsed(),
                direction.bytes(),
                direction.dataBitsPerKeyBit());
    }

    private static String detail(ControlReply.LinkDetail detail) {
        LinkStatus link = detail.link();
        StringBuilder text = new StringBuilder();
        text.append("link ")
                .append(link.link())
                .append(" to ")
                .append(link.peer())
                .append(", ");
        text.append(link.localAddress())
                .append(" to ")
                .append(link.peerAddress())
                .append(", ")
                .append(link.suite())
                .append(", control messages over ")
                .append(link.transport())
                .append(", protocol version ")
                .append(link.protocolVersion());
        text.append(", ").append(link.resets()).append(" resets\n");
        for (SelectorStatus selector : detail.selectors()) {
            text.append("  ")
                    .append(selector.local())
                    .append(" to ")
                    .append(selector.remote())
                    .append('\n');
        }
        text.append('\n').append(links(List.of(link)));
        text.append('\n').append(sas(List.of(detail.sas())));
        return text.append('\n').append(keys(List.of(detail.keys()))).toString();
    }

    private static String sas(List<LinkSas> links) {
        TextTable current = new TextTable(
                "LINK",
                "DIRECTION",
                "SPI",
                "EPOCH",
                "INDEX",
                "FROM",
                "TO",
                "BY",
                "AGE",
                "PACKETS",
                "BYTES",
                "REPLAYED",
                "NOT AUTHENTIC");
        TextTable windows =
                new TextTable("LINK", "WINDOW", "INSTALLED", "AHEAD", "BEHIND", "EVER INSTALLED", "EVER REMOVED");
        for (LinkSas link : links) {
            for (SaStatus sa : link.current()) {
                current.row(
                        link.link(),
                        word(sa.direction()),
                        String.format(Locale.ROOT, "0x%08x", sa.spi()),
                        sa.epoch(),
                        sa.index(),
                        sa.source(),
                        sa.destination(),
                        sa.offloaded() ? "card" : "software",
                        sa.ageMillis() + " ms",
                        sa.packets(),
                        sa.bytes(),
                        sa.replayFailures(),
                        sa.integrityFailures());
            }
            for (WindowStatus window : link.windows()) {
                windows.row(
                        link.link(),
                        word(window.direction()),
                        window.installed(),
                        window.ahead(),
                        window.behind(),
                        window.installedTotal(),
                        window.removedTotal());
            }
        }
        return current.text() + "\n" + windows.text();
    }

    private static String keys(List<KeyPoolStatus> pools) {
        TextTable table = new TextTable(
                "LINK",
                "SOURCE",
                "POOL BITS",
                "OF",
                "IN BPS",
                "OUT BPS",
                "EMPTY IN",
                "DRAWN",
                "DPK",
                "LEASED TO",
                "SEEN TO");
        for (KeyPoolStatus pool : pools) {
            table.row(
                    pool.link(),
                    pool.source() + (pool.forProduction() ? "" : " (not for production)"),
                    pool.poolBits(),
                    pool.poolBitsMax(),
                    pool.rateInBitsPerSecond(),
                    pool.rateOutBitsPerSecond(),
                    pool.timeToEmptySeconds().isPresent()
                            ? pool.timeToEmptySeconds().getAsLong() + " s"
                            : "-",
                    pool.bitsDrawn(),
                    pool.dataBitsPerKeyBit(),
                    mark(pool, Direction.OUTBOUND),
                    mark(pool, Direction.INBOUND));
        }
        TextTable uses =
                new TextTable("LINK", "WHEN KEYS RUN OUT", "PERIOD MS", "WANTED MS", "DPK WANTED", "DATA BPS OUT");
        for (KeyPoolStatus pool : pools) {
            KeyUseStatus use = pool.use();
            uses.row(
                    pool.link(),
                    use.onStarvation(),
                    use.periodMillis(),
                    use.wantedPeriodMillis(),
                    use.dataBitsPerKeyBitWanted() == 0 ? "-" : use.dataBitsPerKeyBitWanted(),
                    use.dataBitsPerSecond());
        }
        return table.text() + "\n" + uses.text();
    }

    private static long mark(KeyPoolStatus pool, Direction direction) {
        return pool.marks().stream()
                .filter(mark -> mark.direction() == direction && mark.channel() == org.qgate.control.Channel.DATA)
                .mapToLong(KeyMark::block)
                .findFirst()
                .orElse(-1);
    }

    static String of(ControlEvent event) {
        if (event instanceof ControlEvent.Snapshot snapshot) {
            return links(snapshot.links());
        }
        if (event instanceof ControlEvent.LinkStateChanged change) {
            return "link " + change.link() + ": " + word(change.from()) + " to " + word(change.to()) + ", epoch "
                    + change.epoch() + "\n";
        }
        if (event instanceof ControlEvent.AlarmRaised raised) {
            return "ALARM " + raised.link() + ": " + raised.alarm().message() + "\n";
        }
        if (event instanceof ControlEvent.AlarmCleared cleared) {
            return "link " + cleared.link() + ": alarm " + cleared.code() + " is over\n";
        }
        if (event instanceof ControlEvent.ConfigurationChanged changed) {
            return "link " + changed.link() + ": changed by " + changed.owner() + ", configuration "
                    + changed.generation() + "\n";
        }
        if (event instanceof ControlEvent.ChangeRolledBack undone) {
            return "link " + undone.link() + ": the change of " + undone.owner() + " was undone: " + undone.reason()
                    + "\n";
        }
        if (event instanceof ControlEvent.WatchEnded ended) {
            return "the agent ended this watch: " + ended.reason() + "\n";
        }
        throw new IllegalStateException("no text for " + event);
    }

    private static String millis(double millis) {
        return millis == 0 ? "-" : millis + " ms";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
