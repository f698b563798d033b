package org.qgate.agent.control;

/** Who is in which group besides the primary one; the kernel tells only the latter. */
@FunctionalInterface
public interface GroupMembers {
    /** True if the group lists the user. */
    boolean contains(String group, String user);
}
