package org.qgate.agent.ctl;

import java.util.Locale;
import java.util.stream.Collectors;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkConfiguration;

/** Configurations of links as people read them. */
final class ConfigurationText {
    private ConfigurationText() {}

    static String of(ControlReply.Configurations configurations) {
        StringBuilder text = new StringBuilder();
        text.append("generation  ").append(configurations.generation()).append('\n');
        configurations.links().forEach(link -> append(text, link));
        configurations.changes().forEach(change -> append(text, change));
        return text.toString();
    }

    private static void append(StringBuilder text, LinkConfiguration link) {
        text.append("\nlink        ").append(link.name()).append('\n');
        text.append("peer        ")
                .append(link.peer())
                .append(" at ")
                .append(link.peerAddress())
                .append(", from ")
                .append(link.localAddress())
                .append(", ports ")
                .append(link.controlPort())
                .append(" and ")
                .append(link.helloPort())
                .append('\n');
        text.append("suite       ").append(link.suite()).append('\n');
        text.append("period      ")
                .append(link.periodMillis())
                .append(" ms, on starvation ")
                .append(link.onStarvation())
                .append('\n');
        text.append("traffic     ")
                .append(link.selectors().stream()
                        .map(selector -> selector.local() + " to " + selector.remote())
                        .collect(Collectors.joining(", ")))
                .append('\n');
        text.append("secret      ")
                .append(link.secretName().isEmpty() ? "as in the configuration file" : link.secretName())
                .append('\n');
    }

    private static void append(StringBuilder text, ChangeStatus change) {
        text.append("\nchange      of link ")
                .append(change.link())
                .append(" by ")
                .append(change.owner())
                .append(", transaction ")
                .append(change.transaction())
                .append('\n');
        text.append("step        ")
                .append(change.step().name().toLowerCase(Locale.ROOT))
                .append(change.stepDone() ? ", done" : ", not done yet")
                .append(", ")
                .append(change.decision().name().toLowerCase(Locale.ROOT))
                .append('\n');
        change.failure()
                .ifPresent(why -> text.append("because     ").append(why).append('\n'));
    }
}
