package org.qgate.agent;

/** Version of the agent and its command line, from the jar that they are in. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** For example {@code 0.1.0}; {@code development} outside a jar. */
    public static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
