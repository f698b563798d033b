package org.qgate.agent.change;

import java.io.IOException;

/** Where the configuration survives a crash. */
@FunctionalInterface
public interface ConfigurationStore {
    /** Brings the state to stable storage; when this returns it survives a power failure. */
    void save(ConfigurationState state) throws IOException;
}
