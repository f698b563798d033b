package org.qgate.agent.engine;

import java.io.IOException;

/** Where engines run. Tests put a function here. */
@FunctionalInterface
interface EngineHost {
    /** The engine that serves already, or else a new one, when it serves. */
    EngineInstance findOrStart() throws IOException, InterruptedException;
}
