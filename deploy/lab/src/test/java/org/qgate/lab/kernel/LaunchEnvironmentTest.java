package org.qgate.lab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchEnvironmentTest {
    @Test
    void flagsOfJvmsComeIntoTheLabKernelAndNothingElseDoes() {
        assertEquals(
                "export QGATE_JAVA_OPTS='-Xmx1g -Dwho=\"it\'\\\'\'s me\"'\n",
                LaunchEnvironment.exports(
                        Map.of("QGATE_JAVA_OPTS", "-Xmx1g -Dwho=\"it's me\"", "LD_PRELOAD", "/tmp/evil.so")));
    }

    @Test
    void nothingSetMeansNothingExported() {
        assertEquals("", LaunchEnvironment.exports(Map.of()));
    }
}
