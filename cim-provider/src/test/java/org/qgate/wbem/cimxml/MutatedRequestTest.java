package org.qgate.wbem.cimxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.query.QueryParser;

/** Requests and queries changed at random: each is understood or refused, and nothing else happens. */
class MutatedRequestTest {
    private static final Path REQUESTS = Path.of("src/test/resources/cimxml");
    private static final int ROUNDS = 3_000;
    private static final String[] PIECES = {
        "<VALUE>",
        "</VALUE>",
        "<VALUE.ARRAY>",
        "<INSTANCE CLASSNAME=\"a\">",
        "<!DOCTYPE a>",
        "&#0;",
        "&lt;",
        "]]>",
        "<![CDATA[",
        "NAME=\"",
        "\"",
        "TYPE=\"uint8\"",
        "99999999999999999999999",
        "\uFFFE",
        "<",
        ">",
        "-->",
        "<!--",
        "EmbeddedObject=\"instance\"",
        "xmlns:x=\"y\"",
        "<?pi?>"
    };

    private static List<byte[]> requests() throws IOException {
        try (Stream<Path> files = Files.list(REQUESTS)) {
            List<byte[]> requests = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".request.xml"))
                    .sorted()
                    .toList()) {
                requests.add(Files.readAllBytes(file));
            }
            return requests;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_127})
    void requestsAreReadOrRefused(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> requests = requests();
        assertThat(requests).isNotEmpty();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutate(requests.get(random.nextInt(requests.size())), random);
            try {
                RequestReader.read(mutated, mutated.length);
                read++;
            } catch (MessageFaultException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ": " + new String(mutated, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(read).isBetween(1, ROUNDS - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 20_261_128})
    void queriesAreUnderstoodOrRefused(long seed) {
        Random random = new Random(seed);
        String[] queries = {
            "SELECT * FROM CIM_InstModification WHERE SourceInstance ISA CIM_Foo AND SourceInstance.A <> 'x'",
            "SELECT Name, A.B FROM C WHERE (x = 1 OR NOT y LIKE \"a%\") AND z IS NOT NULL AND w >= -1.5e3"
        };
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] source = queries[random.nextInt(queries.length)].getBytes(StandardCharsets.UTF_8);
            String mutated = new String(mutate(source, random), StandardCharsets.UTF_8);
            try {
                QueryParser.parse("WQL", mutated);
                understood++;
            } catch (CimException e) {
                assertThat(e.getMessage()).contains("column");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + mutated, e);
            }
        }
        assertThat(understood).isBetween(1, ROUNDS - 1);
    }

    private static byte[] mutate(byte[] source, Random random) {
        byte[] bytes = source.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(20)), new byte[0]);
                case 2 ->
                    bytes = splice(
                            bytes, at, at, PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                case 3 -> {
                    int end = Math.min(bytes.length, at + 1 + random.nextInt(60));
                    bytes = splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
                }
                default -> bytes = Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] result = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }
}
