package org.qgate.simulator;

import org.qgate.core.model.Role;
import org.qgate.core.model.Versions;

/** The agent's program as one gateway has it installed: what it starts speaks the versions of the protocol that it knows. */
final class SimProgram {
    private static final int FIRST_VERSIONS = 20;
    private static final double OLD_AT_FIRST = 0.7;

    private final World world;
    private final Role role;
    private Versions versions;

    SimProgram(World world, Role role) {
        this.world = world;
        this.role = role;
        boolean old = world.scenario().has(Fault.UPGRADE)
                && world.strikes().apart(FIRST_VERSIONS + role.parity()).chance(OLD_AT_FIRST);
        this.versions = old ? Versions.first() : Versions.ALL;
    }

    /** What starts next speaks other versions. */
    void replace(Versions others) {
        world.trace().tell(world.now(), role.name(), "!", others.newest(), () -> "installed for " + others);
        versions = others;
    }

    /** What the agents that it starts speak. */
    Versions versions() {
        return versions;
    }
}
