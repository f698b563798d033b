package org.qgate.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.xfrm.TestLinks;

class BootRulesTest {
    @TempDir
    Path directory;

    private List<String> rules() throws Exception {
        return Files.readAllLines(directory.resolve(BootRules.NAME)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void blockEachSelectorUntilItsLinkIsRemoved() throws Exception {
        BootRules rules = new BootRules(directory, BlockingPolicies::of);
        rules.put(
                List.of(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"), TestLinks.carol("10.1.0.0/24", "10.3.0.0/24")));
        assertThat(rules())
                .hasSize(6)
                .contains(
                        "xfrm policy add src 10.1.0.0/24 dst 10.2.0.0/24 dir out priority 2000 action block",
                        "xfrm policy add src 10.2.0.0/24 dst 10.1.0.0/24 dir in priority 2000 action block",
                        "xfrm policy add src 10.2.0.0/24 dst 10.1.0.0/24 dir fwd priority 2000 action block");
        rules.drop("alice-bob");
        assertThat(rules()).hasSize(3).noneMatch(rule -> rule.contains("10.2.0.0"));
        rules.drop("alice-carol");
        assertThat(rules()).isEmpty();
    }

    @Test
    void areRoutesForTheEngine() throws Exception {
        EngineConfiguration engine =
                new EngineConfiguration("qgate-engine", true, Path.of("/run/e"), "qg0", 1500, 0, 5600, 5600);
        new BootRules(directory, new BlockingRoutes(engine)::of)
                .put(List.of(TestLinks.alice("10.1.0.0/24", "10.2.0.0/24")));
        assertThat(rules())
                .containsExactly(
                        "route add prohibit 10.2.0.0/24 table 5600 metric 4000 proto 81",
                        "-4 rule add to 10.2.0.0/24 lookup 5600 pref 5600 protocol 0",
                        "-4 rule add from 10.2.0.0/24 to 10.1.0.0/24 prohibit pref 5602 protocol 0");
    }
}
