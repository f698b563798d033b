package org.qgate.agent.control;

import java.util.Optional;
import org.qgate.control.ControlCommand;

/**
 * Who may do what. Root, the agent's own user and the control group may do everything. The WBEM server, which listens to the network,
 * may change and remove links by transactions that both gateways confirm, but neither remove a link on its own, nor tear down, nor hand
 * over, whoever its user is and whatever groups it is in. Nobody else may do anything.
 */
public final class AccessRules {
    private final String ownUser;
    private final String wbemUser;
    private final String controlGroup;
    private final GroupMembers groups;

    /**
     * Rules of one agent.
     *
     * @param ownUser the agent's user
     * @param wbemUser the WBEM server's user
     * @param controlGroup the group that may do everything
     * @param groups who is in which group
     */
    public AccessRules(String ownUser, String wbemUser, String controlGroup, GroupMembers groups) {
        this.ownUser = ownUser;
        this.wbemUser = wbemUser;
        this.controlGroup = controlGroup;
        this.groups = groups;
    }

    /** Why this caller may not give this command; empty if it may. */
    Optional<String> refusal(Caller caller, ControlCommand command) {
        if (caller.user().equals("root") || caller.user().equals(ownUser)) {
            return Optional.empty();
        }
        if (caller.user().equals(wbemUser)) {
            boolean lifts = command instanceof ControlCommand.RemoveLink || command instanceof ControlCommand.Teardown;
            return lifts || command instanceof ControlCommand.HandOver
                    ? Optional.of(
                            "user " + wbemUser
                                    + " may neither lift the block rules of a link nor end the agent; run qgatectl on the gateway itself")
                    : Optional.empty();
        }
        if (caller.group().equals(controlGroup) || groups.contains(controlGroup, caller.user())) {
            return Optional.empty();
        }
        return Optional.of(
                "user " + caller.user() + " is not in group " + controlGroup + "; add it there, or run as root");
    }
}
