package org.qgate.lab;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.control.SaStatus;
import org.qgate.lab.gateways.Agent;
import org.qgate.lab.gateways.LinkSettings;

/**
 * The link between the hosts as one gateway's agent has it.
 *
 * @param setting how it is configured, empty if it is not there
 * @param state as operators see it, empty if it does not run
 * @param suites of the SAs in use, each once
 * @param change the last change of it, if there was one
 */
record LinkEnd(
        Optional<Setting> setting, Optional<LinkState> state, List<String> suites, Optional<ChangeStatus> change) {
    LinkEnd {
        suites = List.copyOf(suites);
    }

    /**
     * What a change changes.
     *
     * @param suite cipher suite
     * @param periodMillis wanted time between two key changes of what leaves
     * @param selectors how many
     */
    record Setting(String suite, long periodMillis, int selectors) {}

    /** Asks an agent. */
    static LinkEnd of(Agent agent) throws IOException {
        ControlReply.Configurations configured =
                (ControlReply.Configurations) agent.ask(new ControlCommand.Configuration(Optional.empty()));
        ControlReply.Links running = (ControlReply.Links) agent.ask(new ControlCommand.Links());
        ControlReply.SecurityAssociations associations = (ControlReply.SecurityAssociations)
                agent.ask(new ControlCommand.SecurityAssociations(Optional.empty()));
        return new LinkEnd(
                configured.links().stream()
                        .filter(link -> link.name().equals(LinkSettings.LINK))
                        .findFirst()
                        .map(LinkEnd::setting),
                running.links().stream()
                        .filter(link -> link.link().equals(LinkSettings.LINK))
                        .findFirst()
                        .map(LinkStatus::state),
                associations.links().stream()
                        .filter(link -> link.link().equals(LinkSettings.LINK))
                        .map(LinkSas::current)
                        .flatMap(List::stream)
                        .map(SaStatus::suite)
                        .distinct()
                        .toList(),
                configured.changes().stream()
                        .filter(change -> change.link().equals(LinkSettings.LINK))
                        .findFirst());
    }

    private static Setting setting(LinkConfiguration link) {
        return new Setting(link.suite(), link.periodMillis(), link.selectors().size());
    }

    /** Whether no change is under way: the last one is decided, and the agent knows that the other one knows. */
    boolean atRest() {
        return change.map(last -> last.decision() != ChangeDecision.UNDECIDED && last.stepDone())
                .orElse(true);
    }

    /** Whether the link is as it is configured: it carries packets under SAs of that suite, or nothing of it is there. */
    boolean works() {
        return setting.map(wanted -> state.equals(Optional.of(LinkState.UP)) && suites.equals(List.of(wanted.suite())))
                .orElse(state.isEmpty() && suites.isEmpty());
    }

    /** How long its own timer lets the change that is under way go on, 0 if none is. */
    long remainingMillis() {
        return change.map(ChangeStatus::remainingMillis).orElse(0L);
    }
}
