package org.qgate.wbem.provider.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.Request;
import org.qgate.control.ServerMessage;

/** An agent that speaks the control contract on a Unix socket: one answer to each request, or a list of events to a watch. */
public final class ScriptedAgent implements AutoCloseable {
    private final Path directory;
    private final Path path;
    private final ServerSocketChannel server;
    private final Function<Request, List<ServerMessage>> script;
    private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private ScriptedAgent(Function<Request, List<ServerMessage>> script) throws IOException {
        this.script = script;
        this.directory = Files.createTempDirectory("qgate-agent");
        this.path = directory.resolve("s");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        this.thread = new Thread(this::serve, "scripted-agent");
        thread.start();
    }

    static ScriptedAgent refusing(ErrorCode code, String message) throws IOException {
        return new ScriptedAgent(request -> List.of(ServerMessage.error(request.id(), code, message)));
    }

    /** Answers as a fake agent does, a watch by its first snapshot and these events. */
    public static ScriptedAgent answering(FakeAgent agent, ControlEvent... events) throws IOException {
        return new ScriptedAgent(request -> {
            if (request.command() instanceof ControlCommand.Watch watch) {
                List<ServerMessage> messages = new java.util.ArrayList<>();
                messages.add(ServerMessage.reply(request.id(), new ControlReply.Watching(watch.intervalMillis())));
                messages.add(ServerMessage.event(
                        request.id(), new ControlEvent.Snapshot(1, agent.uptimeMillis, agent.links)));
                for (ControlEvent event : events) {
                    messages.add(ServerMessage.event(request.id(), event));
                }
                return messages;
            }
            return reply(request, agent);
        });
    }

    /** Answers as a port does, and knows no watch. */
    static ScriptedAgent inFrontOf(AgentPort port) throws IOException {
        return new ScriptedAgent(request -> reply(request, port));
    }

    private static List<ServerMessage> reply(Request request, AgentPort port) {
        try {
            return List.of(ServerMessage.reply(request.id(), port.execute(request.command())));
        } catch (FakeChanges.Refused e) {
            return List.of(ServerMessage.error(request.id(), e.code(), String.valueOf(e.getMessage())));
        } catch (IOException | CommandRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path path() {
        return path;
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                clients.add(client);
                new Thread(() -> answer(client), "scripted-agent-client").start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        ControlCodec codec = new ControlCodec();
        try (client;
                InputStream in = Channels.newInputStream(client)) {
            byte[] line = readLine(in);
            while (line.length > 0) {
                for (ServerMessage message : script.apply(codec.decodeRequest(line))) {
                    ByteBuffer bytes = ByteBuffer.wrap(codec.encode(message));
                    while (bytes.hasRemaining()) {
                        client.write(bytes);
                    }
                }
                line = readLine(in);
            }
        } catch (IOException e) {
            clients.remove(client);
        }
    }

    private static byte[] readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return line.toByteArray();
    }

    /** Hangs up on every client. */
    void hangUp() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    /** Is there no more. */
    void stop() throws IOException {
        server.close();
        hangUp();
    }

    @Override
    public void close() throws IOException {
        stop();
        Files.deleteIfExists(path);
        Files.deleteIfExists(directory);
    }
}
