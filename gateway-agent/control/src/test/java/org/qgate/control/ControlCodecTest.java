package org.qgate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {
    private static final int MUTATIONS = 20_000;

    private final ControlCodec codec = new ControlCodec();

    static List<Samples.Sample<Request>> requests() {
        return Samples.requests();
    }

    static List<Samples.Sample<ServerMessage>> messages() {
        return Samples.messages();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void writesAndReadsEachRequestAsTheGoldenLine(Samples.Sample<Request> sample) throws Exception {
        assertThat(text(codec.encode(sample.message()))).isEqualTo(sample.line());
        assertThat(codec.decodeRequest(bytes(sample.line()))).isEqualTo(sample.message());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void writesAndReadsEachMessageAsTheGoldenLine(Samples.Sample<ServerMessage> sample) throws Exception {
        assertThat(text(codec.encode(sample.message()))).isEqualTo(sample.line());
        assertThat(codec.decodeMessage(bytes(sample.line()))).isEqualTo(sample.message());
    }

    @Test
    void hasASampleOfEachKind() {
        assertThat(kinds(Samples.requests().stream().map(s -> s.message().command())))
                .isEqualTo(kinds(ControlCommand.class));
        assertThat(kinds(Samples.messages().stream()
                        .flatMap(s ->
                                s.message() instanceof ServerMessage.Reply r ? Stream.of(r.reply()) : Stream.empty())))
                .isEqualTo(kinds(ControlReply.class));
        assertThat(kinds(Samples.messages().stream()
                        .flatMap(s ->
                                s.message() instanceof ServerMessage.Event e ? Stream.of(e.event()) : Stream.empty())))
                .isEqualTo(kinds(ControlEvent.class));
    }

    private static List<String> kinds(Stream<?> messages) {
        return messages.map(m -> m.getClass().getSimpleName())
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    private static List<String> kinds(Class<?> sealed) {
        return records(sealed).map(Class::getSimpleName).sorted().collect(Collectors.toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ControlCodecTest::records)
                : Stream.of(type);
    }

    @Test
    void hasNoFieldThatCouldCarryAKey() {
        for (Samples.Sample<ServerMessage> sample : Samples.messages()) {
            assertThat(sample.line().replace("\"secretName\":", ""))
                    .doesNotContain("\"key\"", "secret", "keyBytes", "seed");
        }
    }

    @Test
    void readsAFilterThatIsNull() throws Exception {
        Request request =
                codec.decodeRequest(bytes("{\"version\":1,\"id\":1,\"command\":{\"name\":\"keys\",\"link\":null}}"));
        assertThat(request.command()).isEqualTo(new ControlCommand.Keys(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"version":1,"id":7,"command":{"name":"fly"}}                                   | 'fly' is not known
            {"version":1,"id":7,"command":{"link":"a"}}                                     | kind of message is missing
            {"version":1,"id":7,"command":{"name":"status","extra":1}}                      | unknown field 'extra' (at command.extra)
            {"version":1,"id":7,"extra":1,"command":{"name":"status"}}                      | unknown field 'extra'
            {"version":1,"id":7,"command":{"name":"reset"}}                                 | link
            {"version":1,"id":7,"command":{"name":"reset","link":null}}                     | link
            {"version":1,"id":7,"command":{"name":"reset","link":"A B"}}                    | 'A B' is not a name
            {"version":1,"id":7,"command":{"name":"reset","link":5}}                        | link
            {"version":1,"id":7,"command":{"name":"set-period","link":"a","periodMillis":0}} | periodMillis 0 is not positive
            {"version":1,"id":7,"command":{"name":"set-period","link":"a","periodMillis":"20"}} | periodMillis
            {"version":1,"id":7,"command":{"name":"set-period","link":"a","periodMillis":20.5}} | periodMillis
            {"version":1,"id":7,"command":{"name":"watch","intervalMillis":1}}              | outside 100..60000
            {"version":1,"id":7,"command":{"name":"change-lock","link":"a","transaction":"","generation":0,"owner":"o","timeoutMillis":1}} | transaction must have 1 to 128 characters
            {"version":1,"id":7,"command":{"name":"change-lock","link":"a","transaction":"t","generation":-1,"owner":"o","timeoutMillis":1}} | generation -1 is negative
            {"version":1,"id":7,"command":{"name":"change-commit","link":"a","token":1,"confirmTimeoutMillis":0}} | a time-out of 0 ms is outside
            {"version":1,"id":7,"command":{"name":"change-confirm","link":"a"}}             | token
            {"version":1,"id":7,"command":null}                                             | command
            {"version":1,"id":7,"command":{"name":"status"}} x                              | not JSON
            {"version":1,"id":7,"id":8,"command":{"name":"status"}}                         | id
            {"version":1,"id":-7,"command":{"name":"status"}}                               | id -7 is negative
            {"version":1,"id":7                                                             | not JSON
            []                                                                              | Array
            null                                                                            | null
            """)
    void refusesWhatIsNotARequestAndSaysWhy(String line, String reason) {
        assertThatThrownBy(() -> codec.decodeRequest(bytes(line)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("org.qgate");
    }

    @Test
    void refusesAnotherVersionWithTheIdOfTheRequest() {
        MalformedMessageException refusal = catchThrowableOfType(
                MalformedMessageException.class,
                () -> codec.decodeRequest(bytes("{\"version\":2,\"id\":9,\"command\":{\"name\":\"new-in-2\"}}")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
        assertThat(refusal.id()).isEqualTo(9);
    }

    @Test
    void refusesDeepNestingBeforeItCostsMemory() {
        assertThatThrownBy(() -> codec.decodeRequest(bytes("[".repeat(2000))))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void acceptsFieldsOfANewerAgentInReplies() throws Exception {
        ServerMessage message = codec.decodeMessage(bytes("{\"type\":\"reply\",\"version\":1,\"id\":7,\"new\":true,"
                + "\"reply\":{\"kind\":\"done\",\"what\":\"x\",\"more\":[1]}}"));
        assertThat(message).isEqualTo(ServerMessage.reply(7, new ControlReply.Done("x")));
    }

    @Test
    void saysWhoUnderstandsAnOlderAgentThatDoesNotTellAllYet() {
        assertThatThrownBy(() -> codec.decodeMessage(
                        bytes("{\"type\":\"reply\",\"version\":1,\"id\":7,\"reply\":{\"kind\":\"done\"}}")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("'what'")
                .hasMessageContaining("use the program that came with the agent");
    }

    @Test
    void neverFailsOtherwiseThanMalformedOnMutatedLines() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> lines = Stream.concat(
                        Samples.requests().stream().map(s -> bytes(s.line())),
                        Samples.messages().stream().map(s -> bytes(s.line())))
                .toList();
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] line = mutate(lines.get(random.nextInt(lines.size())), random);
            try {
                codec.decodeRequest(line);
            } catch (MalformedMessageException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", line " + text(line), e);
            }
            try {
                codec.decodeMessage(line);
            } catch (MalformedMessageException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", line " + text(line), e);
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(MUTATIONS);
    }

    private static byte[] mutate(byte[] line, Random random) {
        byte[] mutated = Arrays.copyOf(line, random.nextInt(10) == 0 ? random.nextInt(line.length) : line.length);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && mutated.length > 0; i++) {
            int at = random.nextInt(mutated.length);
            mutated[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) "{}[]\",:0-9nte\\".charAt(random.nextInt(14));
                default -> mutated[random.nextInt(mutated.length)];
            };
        }
        return mutated;
    }

    private static byte[] bytes(String text) {
        return text.strip().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
