package org.qgate.wbem.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.model.CimObjectPath;

class ObjectPathReaderTest {
    private static final String SOUND =
            "//alice:5989/root/qgate:A.Name=\"a \\\"quoted\\\" word\",Number=-12,On=TRUE,Letter='x'";

    private final ObjectPathReader reader = new ObjectPathReader(Schema.empty());

    @Test
    void readsBackWhatPathsWrite() {
        CimObjectPath path = reader.read(SOUND);

        assertThat(path.keys()).hasSize(4);
        assertThat(reader.read(path.toString())).isEqualTo(path);
        assertThat(reader.typed(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mutatedTextsAreReadOrRefusedInWords(long seed) {
        Random random = new Random(seed);
        String letters = "\"\\'.,=:/ aA0-$\u00e9\0";
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(SOUND);
            for (int change = 0; change <= random.nextInt(5); change++) {
                text.setCharAt(random.nextInt(text.length()), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(reader.read(text.toString()).className()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 5_000);
    }

    @Test
    void longTextsDoNotRecurse() {
        assertThatThrownBy(() -> reader.read("A.B=".repeat(200_000))).isInstanceOf(IllegalArgumentException.class);
        assertThat(reader.read("A.B=\"".repeat(100_000)).keys()).hasSize(1);
    }
}
