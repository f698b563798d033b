package org.qgate.lab.kernel;

import java.util.List;
import java.util.Map;

/**
 * What programs that start inside a lab kernel see of the environment outside. A kernel's first process has none of it, so that without
 * this the flags a user gives to JVMs would silently end at the kernel's door.
 */
final class LaunchEnvironment {
    /** What {@code deploy/lib/launch.sh} reads. */
    private static final List<String> VARIABLES = List.of("QGATE_JAVA_OPTS", "QGATE_AGENT_JAVA_OPTS");

    private LaunchEnvironment() {}

    /** Lines of a shell script, one for each variable that is set. */
    static String exports(Map<String, String> environment) {
        StringBuilder script = new StringBuilder();
        for (String variable : VARIABLES) {
            String value = environment.get(variable);
            if (value != null) {
                script.append("export ")
                        .append(variable)
                        .append('=')
                        .append(quoted(value))
                        .append('\n');
            }
        }
        return script.toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
