package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.fixture.TestSchema;
import org.qgate.wbem.fixture.TestServer;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.InstanceProvider;

/** A client that asks for much and takes nothing of it. */
class SlowReaderTest {
    private static final int GROUPS = 20_000;
    private static final int REQUESTS = 8;
    private static final int ANSWER_MILLIS = 1_000;

    @TempDir
    private Path folder;

    private record ManyGroups() implements InstanceProvider {
        @Override
        public Stream<CimInstance> instances(Caller caller, String className) {
            return IntStream.range(0, GROUPS).mapToObj(ManyGroups::group);
        }

        private static CimInstance group(int number) {
            CimString name = new CimString("group " + number);
            return CimInstance.builder("TST_Group")
                    .set("Name", name)
                    .build()
                    .withPath(CimObjectPath.of(TestSchema.NAMESPACE, "TST_Group", new KeyBinding("Name", name)));
        }
    }

    private static HttpLimits impatient() {
        HttpLimits usual = TestServer.limits();
        return new HttpLimits(
                usual.headerBytesMax(),
                usual.bodyBytesMax(),
                usual.bodiesBytesMax(),
                usual.answerBytesMax(),
                usual.answersBytesMax(),
                usual.connectionsMax(),
                usual.connectionsPerAddressMax(),
                usual.headerMillis(),
                usual.bodyMillis(),
                usual.keepAliveMillis(),
                ANSWER_MILLIS,
                usual.requestsPerSecondMax(),
                usual.requestBurstMax(),
                usual.threadsMax());
    }

    @Test
    void isCutWhenItsTimeForTheAnswerIsOverAndOthersAreServedMeanwhile() throws Exception {
        String names = "EnumerateInstanceNames";
        String request = Messages.post(names, Messages.ENUMERATE_NAMES.replace("TST_Thing", "TST_Group"));
        try (TestServer server = TestServer.startWithGroups(folder, impatient(), new ManyGroups());
                Socket socket = new Socket()) {
            long whole = RawClient.exchange(server.port(), request).body().length();
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            for (int count = 0; count < REQUESTS; count++) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            }
            long end = System.nanoTime() + 2_000_000L * ANSWER_MILLIS;
            while (System.nanoTime() - end < 0) {
                assertThat(RawClient.exchange(server.port(), request).body()).hasSize((int) whole);
            }
            assertThat(bytesLeft(socket)).isLessThan(REQUESTS * whole);
        }
    }

    /** What had been sent before the connection was cut. */
    private static long bytesLeft(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1 << 16];
        long all = 0;
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                all += count;
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return all;
    }
}
