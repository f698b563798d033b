package org.qgate.agent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.SelectorStatus;

class ConfigurationTextTest {
    @Test
    void saysWhatRunsAndWhatIsUnderWay() {
        LinkConfiguration link = new LinkConfiguration(
                "alice-bob",
                "bob",
                "192.0.2.1",
                "192.0.2.2",
                5600,
                5601,
                "aes-gcm-256",
                20,
                "hold",
                List.of(new SelectorStatus("10.1.0.0/24", "10.2.0.0/24")),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                50_000,
                "");
        ChangeStatus change = new ChangeStatus(
                "alice-bob",
                "t-1",
                "carol",
                0,
                ChangeStep.OUTBOUND,
                false,
                ChangeDecision.UNDECIDED,
                4,
                5,
                9_000,
                Optional.of("no key"));
        String text = HumanText.of(new ControlReply.Configurations(4, List.of(link), List.of(change)));
        assertThat(text)
                .contains("generation  4")
                .contains("bob at 192.0.2.2, from 192.0.2.1, ports 5600 and 5601")
                .contains("10.1.0.0/24 to 10.2.0.0/24")
                .contains("as in the configuration file")
                .contains("step        outbound, not done yet, undecided")
                .contains("because     no key");
    }

    @Test
    void tellsOfChangesAsTheyEnd() {
        assertThat(HumanText.of(new ControlEvent.ConfigurationChanged("a", "t", "carol", 5)))
                .isEqualTo("link a: changed by carol, configuration 5\n");
        assertThat(HumanText.of(new ControlEvent.ChangeRolledBack("a", "t", "carol", true, "not confirmed in time")))
                .isEqualTo("link a: the change of carol was undone: not confirmed in time\n");
    }
}
