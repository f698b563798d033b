package org.qgate.agent.control;

/**
 * Who is at the other end of a connection, as the kernel says (SO_PEERCRED).
 *
 * @param user name, or the number of a uid without a name
 * @param group name of the primary group
 */
record Caller(String user, String group) {}
