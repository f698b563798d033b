package org.qgate.wbem.mof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the compiler ends, with a result or with problems that have a place in the text. */
class MofFuzzTest {
    private static final int MUTATIONS = 250;
    private static final String[] PIECES = {
        "class",
        "{",
        "}",
        ";",
        "[",
        "]",
        "(",
        ")",
        "\"",
        "'",
        "\\",
        "\\x",
        "$",
        "#pragma include(\"t.mof\")",
        "NULL",
        "0x",
        "99999999999999999999999",
        "1e999",
        "ref",
        ":",
        "=",
        ",",
        "/*",
        "//",
        "\u0000",
        "\uFEFF",
        "\uD800",
        "instance of",
        "Qualifier",
        "Override",
        "as $a",
        "-",
        "uint8"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedTextsCompileOrAreRefused(long seed) throws IOException {
        String sound = new ResourceLibrary().read("dmtf/job.mof").orElseThrow()
                + new ResourceLibrary().read("qgate/alarm.mof").orElseThrow();
        String text = TextLibrary.QUALIFIERS + sound.substring(0, Math.min(sound.length(), 4_000))
                + "instance of CIM_ConcreteJob as $j { InstanceID = \"x\"; };";
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            refused += compiles(mutate(text, random)) ? 0 : 1;
        }

        assertThat(refused).isGreaterThan(0);
    }

    private static boolean compiles(String text) throws IOException {
        try {
            new MofCompiler(new TextLibrary(Map.of("t.mof", text)), "root/test").compile("t.mof");
            return true;
        } catch (MofException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isBetween(1, 1 + (int) text.lines().count() + 1);
                assertThat(problem.column()).isPositive();
                assertThat(problem.message()).isNotBlank();
            });
            return false;
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int change = 0; change <= random.nextInt(4); change++) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(40)));
                case 2 -> mutated.setCharAt(at, (char) random.nextInt(0x180));
                default ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(200))));
            }
        }
        return mutated.toString();
    }

    @Test
    void longAndDeepTextsEndToo() throws IOException {
        assertThat(compiles("{".repeat(100_000))).isFalse();
        assertThat(compiles("class A [[[[".repeat(20_000))).isFalse();
        assertThat(compiles("/*".repeat(100_000))).isFalse();
        assertThat(compiles("\"".repeat(100_001))).isFalse();
        assertThat(compiles("class " + "A".repeat(1_000_000) + " { };")).isFalse();
        assertThat(compiles(" ".repeat(MofCompiler.TEXT_CHARACTERS_MAX + 1))).isFalse();
    }
}
