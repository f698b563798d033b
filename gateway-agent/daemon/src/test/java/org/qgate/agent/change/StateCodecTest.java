package org.qgate.agent.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.agent.change.ChangeRecord.Phase;

class StateCodecTest {
    private final StateCodec codec = new StateCodec();
    private final ChangeRecord record = ChangeRecord.locked("alice-bob", "t", "carol", 7, Optional.empty())
            .prepared(3, Optional.of(TwoEnds.link("aes-gcm-256", 20, "192.0.2.2")))
            .meeting()
            .tellingDone()
            .in(Phase.ABORTED);

    @Test
    void whatIsEncodedIsDecodedAgain() throws Exception {
        ConfigurationState state = ConfigurationState.NONE.withToken(7).with(record);
        assertThat(codec.decode(codec.encode(state))).isEqualTo(state);
    }

    /** Agents before this one wrote none. */
    @Test
    void aFileThatSaysNothingOfThePeersKnowledgeIsRead() throws Exception {
        String written = new String(codec.encode(ConfigurationState.NONE.with(record)), UTF_8);
        String older = written.replaceAll("\\s*\"(met|told)\" : true,", "");
        assertThat(older).isNotEqualTo(written);

        assertThat(codec.decode(older.getBytes(UTF_8)).changes().values())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.met()).isFalse();
                    assertThat(change.told()).isFalse();
                    assertThat(change.wanted()).isEqualTo(record.wanted());
                });
    }

    @Test
    void whatIsNoStateIsRefused() {
        for (String bytes : new String[] {"", "null", "{}", "[]", "{\"changes\":[]}", "{", "{} x"}) {
            assertThatIOException()
                    .as(bytes)
                    .isThrownBy(() -> codec.decode(bytes.getBytes(UTF_8)))
                    .withMessageStartingWith("not a configuration of this agent");
        }
    }
}
