package org.qgate.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.control.ControlCommand;

class AccessRulesTest {
    private static final List<ControlCommand> COMMANDS = List.of(
            new ControlCommand.Status(),
            new ControlCommand.SetPeriod("a", 20),
            new ControlCommand.Reset("a"),
            new ControlCommand.Watch(1000),
            new ControlCommand.RemoveLink("a"),
            new ControlCommand.Teardown(),
            new ControlCommand.HandOver());

    @TempDir
    Path directory;

    private final AccessRules rules = new AccessRules(
            "qgate-agent", "qgate-wbem", "qgate", (group, user) -> group.equals("qgate") && user.equals("olga"));

    private List<ControlCommand> allowed(String user, String group) {
        return COMMANDS.stream()
                .filter(command ->
                        rules.refusal(new Caller(user, group), command).isEmpty())
                .toList();
    }

    @Test
    void allowEverythingToRootTheAgentAndTheGroup() {
        assertThat(allowed("root", "root")).isEqualTo(COMMANDS);
        assertThat(allowed("qgate-agent", "users")).isEqualTo(COMMANDS);
        assertThat(allowed("olga", "users")).isEqualTo(COMMANDS);
        assertThat(allowed("paul", "qgate")).isEqualTo(COMMANDS);
    }

    @Test
    void keepTheWbemServerFromLiftingBlockRulesWhateverItsGroup() {
        assertThat(allowed("qgate-wbem", "qgate")).isEqualTo(COMMANDS.subList(0, 4));
        assertThat(rules.refusal(new Caller("qgate-wbem", "qgate"), new ControlCommand.Teardown()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("on the gateway itself"));
    }

    @Test
    void allowNothingToAnybodyElse() {
        assertThat(allowed("eve", "users")).isEmpty();
        assertThat(rules.refusal(new Caller("eve", "users"), new ControlCommand.Status()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("eve").contains("group qgate"));
    }

    @Test
    void readMembersFromTheGroupFile() throws IOException {
        Path file =
                Files.writeString(directory.resolve("group"), "root:x:0:\nqgate:x:990:olga,paul\nx:x:1:eve\nbroken\n");
        GroupFile groups = new GroupFile(file);
        assertThat(groups.contains("qgate", "paul")).isTrue();
        assertThat(groups.contains("qgate", "eve")).isFalse();
        assertThat(groups.contains("root", "")).isFalse();
        assertThat(new GroupFile(directory.resolve("none")).contains("qgate", "paul"))
                .isFalse();
    }
}
