package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.MessageFaultException;
import org.qgate.wbem.cimxml.RequestReader;
import org.qgate.wbem.fixture.TestServer;

/** Request lines and headers changed at random: each is answered or refused by a status of HTTP, or its connection is ended. */
class HttpHeaderFuzzTest {
    private static final int ROUNDS = 400;
    private static final int TEXTS = 20_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    /** What the documents tell, and what HTTP says of a method, a target, a length, an expectation or a version that is wrong. */
    private static final Set<String> STATUSES = Set.of(
            "100", "200", "400", "401", "404", "405", "411", "413", "414", "415", "417", "426", "429", "431", "501",
            "503", "505");

    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        ":",
        " ",
        "\t",
        "\0",
        "%",
        "%2",
        "%ff%fe",
        "\"",
        "\\",
        ",",
        ";",
        "=",
        "//",
        "chunked",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0\r\n",
        "Expect: 100-continue\r\n",
        "Connection: Upgrade\r\nUpgrade: h2c\r\n",
        "HTTP/9.9",
        "M-POST ",
        "Man: http://www.dmtf.org/cim/mapping/http/v1.0;ns=1\r\n",
        "01-",
        "Basic ",
        "Basic ====",
        "\u00e4\u00ff",
        "root/test:TST_Group.Name=\"",
        "A".repeat(300)
    };

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int change = 0; change <= random.nextInt(4); change++) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + 1 + random.nextInt(30));
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> mutated.delete(at, end);
                case 2 -> mutated.insert(at, mutated.substring(at, end));
                default -> mutated.replace(at, end, String.valueOf((char) random.nextInt(256)));
            }
        }
        return mutated.toString();
    }

    /** All that comes back until the server ends the connection, which it does for want of another request. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_128})
    void headsAreAnsweredByAStatusAndNothingBreaks(long seed) throws IOException {
        Random random = new Random(seed);
        String right = Messages.head("EnumerateInstanceNames", RawClient.basic("admin", "admin"));
        String body = Messages.ENUMERATE_NAMES;
        Set<String> seen = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            String head = mutate(right + "Content-Length: " + body.length() + "\r\n", random);
            String answer = exchange(head + "\r\n" + body);
            String where = "seed " + seed + ", round " + round + ": " + head;
            assertThat(answer).as(where).doesNotContain("Exception", "\tat ", "root:x:0");
            Matcher status = STATUS.matcher(answer);
            while (status.find()) {
                assertThat(STATUSES).as(where).contains(status.group(1));
                seen.add(status.group(1));
            }
        }
        assertThat(seen).contains("200", "400");
        String other = Messages.post("EnumerateInstanceNames", body, RawClient.basic("viewer", "viewer"));
        assertThat(RawClient.exchange(server.port(), other).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 20_261_129})
    void valuesOfHeadersAreUnderstoodOrNot(long seed) throws MessageFaultException {
        Random random = new Random(seed);
        CimRequest request = call();
        String object = "//host/root/test:TST_Group.Name=\"all\"";
        String credentials = RawClient.basic("admin", "admin").strip().substring("Authorization: ".length());
        int matched = 0;
        int parsed = 0;
        for (int round = 0; round < TEXTS; round++) {
            matched += CimObjectHeader.matches(mutate(object, random), request) ? 1 : 0;
            parsed += BasicCredentials.parse(mutate(credentials, random)).isPresent() ? 1 : 0;
        }
        assertThat(List.of(matched, parsed))
                .allSatisfy(count -> assertThat(count).isBetween(1, TEXTS - 1));
    }

    private static CimRequest call() throws MessageFaultException {
        String path = "<LOCALINSTANCEPATH><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"test\"/>"
                + "</LOCALNAMESPACEPATH><INSTANCENAME CLASSNAME=\"TST_Group\"><KEYBINDING NAME=\"Name\">"
                + "<KEYVALUE>all</KEYVALUE></KEYBINDING></INSTANCENAME></LOCALINSTANCEPATH>";
        byte[] message = Messages.message("<METHODCALL NAME=\"Fly\">" + path + "</METHODCALL>")
                .getBytes(StandardCharsets.UTF_8);
        return RequestReader.read(message, message.length);
    }
}
