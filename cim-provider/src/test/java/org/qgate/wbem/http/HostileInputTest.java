package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.wbem.fixture.TestServer;

/** Whatever one client sends, it gets the right refusal, and the others get their answers. */
class HostileInputTest {
    private static final String NAMES = "EnumerateInstanceNames";
    private static final String ADMIN = RawClient.basic("admin", "admin");
    private static final int CONNECTIONS = 500;

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
        serves();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void othersAreStillServed() throws IOException {
        serves();
    }

    private static void serves() throws IOException {
        RawClient.Answer answer = RawClient.exchange(server.port(), Messages.post(NAMES, Messages.ENUMERATE_NAMES));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("special");
    }

    static Stream<Arguments> hostileBodies() {
        StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
        for (int level = 1; level < 12; level++) {
            laughs.append("<!ENTITY lol").append(level).append(" \"");
            laughs.append(("&lol" + (level - 1) + ";").repeat(10)).append("\">");
        }
        laughs.append("]><CIM>&lol11;</CIM>");
        String external =
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><CIM>&e;</CIM>";
        String parameterEntity =
                "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"http://127.0.0.1:1/evil.dtd\"><CIM></CIM>";
        String deep = "<A>".repeat(20_000);
        String deepEmbedded = Messages.intrinsic(
                "CreateInstance", "<IPARAMVALUE NAME=\"NewInstance\">" + "<INSTANCE CLASSNAME=\"a\">".repeat(500));
        String right = Messages.ENUMERATE_NAMES;
        String longName = right.replace("TST_Thing", "X".repeat(900_000));
        return Stream.of(
                Arguments.of("billion laughs", laughs.toString(), 400, "request-not-well-formed"),
                Arguments.of("external entity", external, 400, "request-not-well-formed"),
                Arguments.of("external document type", parameterEntity, 400, "request-not-well-formed"),
                Arguments.of(
                        "document type", right.replace("<CIM ", "<!DOCTYPE CIM><CIM "), 400, "request-not-well-formed"),
                Arguments.of("unknown entity", right.replace("TST_Thing", "&nbsp;"), 400, "request-not-well-formed"),
                Arguments.of("deep nesting", deep, 400, "request-not-valid"),
                Arguments.of("deep nesting in a call", deepEmbedded, 400, "request-not-valid"),
                Arguments.of(
                        "unknown element", right.replace("<CLASSNAME", "<HACK/><CLASSNAME"), 400, "request-not-valid"),
                Arguments.of(
                        "text between elements",
                        right.replace("<SIMPLEREQ>", "<SIMPLEREQ>x"),
                        400,
                        "request-not-valid"),
                Arguments.of("two roots", right + right, 400, "request-not-well-formed"),
                Arguments.of("truncated", right.substring(0, right.length() / 2), 400, "request-not-well-formed"),
                Arguments.of("nothing", "", 400, "request-not-well-formed"),
                Arguments.of("zero bytes", "\0\0\0\0", 400, "request-not-well-formed"),
                Arguments.of("other encoding", right.replace("utf-8", "utf-16"), 400, "request-not-well-formed"),
                Arguments.of("endless class name", longName, 200, ""),
                Arguments.of("no CIM", "<html></html>", 400, "request-not-valid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileBodies")
    void refusesHostileBodies(String name, String body, int status, String cimError) throws IOException {
        RawClient.Answer answer = RawClient.exchange(server.port(), Messages.post(NAMES, body));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("CIMError")).isEqualTo(cimError);
        assertThat(answer.body() + answer.headers()).doesNotContain("root:x:0", "Exception");
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLarge() throws IOException {
        String request = Messages.head(NAMES, ADMIN) + "Content-Length: 1073741824\r\n\r\n";
        assertThat(RawClient.exchange(server.port(), request).status()).isEqualTo(413);
    }

    @Test
    void refusesABodyThatGrowsTooLarge() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(Messages.head(NAMES, ADMIN) + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
            int sent = 0;
            try {
                while (sent < 1_000) {
                    client.send(chunk);
                    sent++;
                }
            } catch (SocketException e) {
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
            }
            assertThat(sent).isLessThan(1_000);
        }
    }

    /** Only who has shown a password can take the room, and no longer than a body may take. */
    @Test
    void saysWhenAllRoomForBodiesIsTakenAndHasItBackSoon() throws Exception {
        int each = TestServer.limits().bodyBytesMax();
        long room = TestServer.limits().bodiesBytesMax();
        awaitBodyBytes(0);
        List<RawClient> waiting = new ArrayList<>();
        try {
            for (long taken = 0; taken < room; taken += each) {
                RawClient client = new RawClient(server.port());
                waiting.add(client);
                client.send(Messages.head(NAMES, ADMIN) + "Content-Length: " + each + "\r\n\r\n<?xml");
            }
            awaitBodyBytes(room);
            RawClient.Answer answer = RawClient.exchange(server.port(), Messages.post(NAMES, Messages.ENUMERATE_NAMES));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            awaitBodyBytes(0);
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }

    private static void awaitBodyBytes(long wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (server.server().bodyBytesHeld() != wanted && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(server.server().bodyBytesHeld()).isEqualTo(wanted);
    }

    @Test
    void refusesALengthTogetherWithChunks() throws IOException {
        String request =
                Messages.head(NAMES, ADMIN) + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        assertThat(RawClient.exchange(server.port(), request).status()).isEqualTo(400);
    }

    @Test
    void refusesHeadersThatAreTooLargeOrNoHttp() throws IOException {
        String large = Messages.head(NAMES, "X-Large: " + "x".repeat(20_000) + "\r\n") + "\r\n";
        assertThat(RawClient.exchange(server.port(), large).status()).isEqualTo(431);
        assertThat(RawClient.exchange(server.port(), "NONSENSE\r\n\r\n").status())
                .isEqualTo(400);
        String spaced = Messages.post(NAMES, Messages.ENUMERATE_NAMES).replace("CIMMethod:", "CIMMethod :");
        assertThat(RawClient.exchange(server.port(), spaced).status()).isEqualTo(400);
    }

    @Test
    void cutsClientsThatSendTheirHeadersSlowly() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            boolean cut = false;
            for (int count = 0; count < 200 && !cut; count++) {
                try {
                    client.send(count == 0 ? "POST /cimom HTTP/1.1\r\nX: " : "x");
                    Thread.sleep(50);
                } catch (SocketException e) {
                    cut = true;
                }
            }
            assertThat(cut || client.isEnded()).isTrue();
        }
    }

    @Test
    void cutsClientsThatNeverSendTheirBody() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(Messages.head(NAMES, ADMIN) + "Content-Length: 1000\r\n\r\n<?xml");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void makesRoomByClosingTheLongestIdleConnection() throws IOException {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int count = 0; count < CONNECTIONS; count++) {
                idle.add(new RawClient(server.port()));
            }
            serves();
            assertThat(server.server().connections())
                    .isLessThanOrEqualTo(TestServer.limits().connectionsMax());
            assertThat(idle.get(0).isEnded()).isTrue();
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    @Test
    void slowsDownWhoGuessesPasswordsAndNobodyElse() throws IOException {
        String guess = Messages.post(NAMES, Messages.ENUMERATE_NAMES, RawClient.basic("operator", "guess"));
        List<Integer> statuses = new ArrayList<>();
        for (int count = 0; count < 20; count++) {
            statuses.add(RawClient.exchange(server.port(), guess).status());
            serves();
        }
        assertThat(statuses).startsWith(401, 401, 401, 401).contains(429).doesNotContain(200);
    }

    @Test
    void repeatsNoMoreThanTheBeginningOfALongName() throws IOException {
        RawClient.Answer answer = RawClient.exchange(
                server.port(),
                Messages.post(NAMES, Messages.ENUMERATE_NAMES.replace("TST_Thing", "Y".repeat(100_000))));
        assertThat(answer.body()).contains("<ERROR CODE=\"5\"").hasSizeLessThan(2_000);
    }
}
