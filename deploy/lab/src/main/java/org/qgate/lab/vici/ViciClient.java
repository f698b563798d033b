package org.qgate.lab.vici;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A connection to one charon. Packets are a length of 32 bits, a type, for named types a name, then the message. Not for use by
 * several threads at once; a charon that does not answer is waited for: whoever starts this bounds its time.
 */
public final class ViciClient implements AutoCloseable {
    /** The protocol's own bound of a packet. */
    private static final int PACKET_BYTES_MAX = 512 * 1024;

    private static final byte COMMAND_REQUEST = 0;
    private static final byte COMMAND_RESPONSE = 1;
    private static final byte EVENT_REGISTER = 3;
    private static final byte EVENT_CONFIRM = 5;
    private static final byte EVENT = 7;
    private static final byte KEY_VALUE = 3;

    private final SocketChannel channel;

    private ViciClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects to the socket of a charon. */
    public static ViciClient connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ViciClient(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Wants to be told of an event from now on. */
    public void register(String event) throws IOException {
        send(packet(EVENT_REGISTER, event));
        ByteBuffer answer = receive();
        if (answer.get() != EVENT_CONFIRM) {
            throw new IOException("charon has no event " + event);
        }
    }

    /** Rekeys a CHILD_SA of that name; returns when charon has accepted that and told that the new one stands. */
    public void rekeyChild(String child) throws IOException {
        ByteBuffer request = packet(COMMAND_REQUEST, "rekey");
        element(request, "child", child);
        send(request);
        boolean accepted = false;
        boolean rekeyed = false;
        while (!accepted || !rekeyed) {
            ByteBuffer answer = receive();
            byte type = answer.get();
            if (type == COMMAND_RESPONSE) {
                requireSuccess(answer);
                accepted = true;
            } else if (type == EVENT) {
                rekeyed = true;
            } else {
                throw new IOException("charon answers a rekeying with a packet of type " + type);
            }
        }
    }

    private static void requireSuccess(ByteBuffer answer) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(answer).toString();
        if (!text.contains("success\0\3yes")) {
            throw new IOException("charon refused the rekeying: " + text.replaceAll("[^ -~]+", " "));
        }
    }

    private static ByteBuffer packet(byte type, String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(PACKET_BYTES_MAX)
                .putInt(0)
                .put(type)
                .put((byte) text.length)
                .put(text);
    }

    private static void element(ByteBuffer message, String key, String value) {
        byte[] keyText = key.getBytes(StandardCharsets.US_ASCII);
        byte[] valueText = value.getBytes(StandardCharsets.US_ASCII);
        message.put(KEY_VALUE)
                .put((byte) keyText.length)
                .put(keyText)
                .putShort((short) valueText.length)
                .put(valueText);
    }

    private void send(ByteBuffer packet) throws IOException {
        packet.putInt(0, packet.position() - Integer.BYTES).flip();
        while (packet.hasRemaining()) {
            channel.write(packet);
        }
    }

    private ByteBuffer receive() throws IOException {
        int length = read(Integer.BYTES).getInt();
        if (length < 1 || length > PACKET_BYTES_MAX) {
            throw new IOException("charon sent a packet of " + length + " bytes");
        }
        return read(length);
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("charon closed its socket");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
