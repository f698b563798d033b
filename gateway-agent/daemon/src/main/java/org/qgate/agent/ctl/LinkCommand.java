package org.qgate.agent.ctl;

import java.io.IOException;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands for one link as a whole. */
@Command(name = "link", description = "One link: show it in full, or remove it.", synopsisSubcommandLabel = "COMMAND")
final class LinkCommand {
    @ParentCommand
    private QgatectlCommand parent = new QgatectlCommand();

    @Command(name = "show", description = "One link with its selectors, SAs and key pool.")
    void show(@Parameters(paramLabel = "LINK", description = "The link.") String link)
            throws IOException, CommandRefusedException {
        parent.execute(new ControlCommand.Link(link));
    }

    @Command(
            name = "remove",
            description = {
                "Take everything of a link out of the kernel until the agent starts again. Its traffic is then NO LONGER BLOCKED:",
                "it may leave in clear."
            })
    void remove(@Parameters(paramLabel = "LINK", description = "The link.") String link)
            throws IOException, CommandRefusedException {
        parent.execute(new ControlCommand.RemoveLink(link));
    }
}
