package org.qgate.agent.control;

import org.qgate.control.ControlCommand;

/** A command of an authorised user that waits for execution. */
public record PendingCommand(ControlCommand command, String user, CommandAnswer answer) {}
