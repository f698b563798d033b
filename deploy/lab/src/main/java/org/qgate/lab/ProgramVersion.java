package org.qgate.lab;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build put into the jar. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                .orElse("(not built as a jar)");
        return new String[] {"QGate " + version};
    }
}
