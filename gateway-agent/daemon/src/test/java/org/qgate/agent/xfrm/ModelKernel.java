package org.qgate.agent.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkBuffers;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.netlink.NetlinkSocket;
import org.qgate.linux.xfrm.XfrmSocket;

/**
 * The kernel's XFRM as far as the agent uses it: SAs by destination and SPI, policies by direction and selector, the kernel's errors.
 * Reads the messages by offsets of its own. Fails the test if an SA is installed with a key that it has seen before.
 */
public final class ModelKernel implements NetlinkSocket {
    private static final int HEADER = 16;
    private static final int ACK = 4;
    private static final int DUMP = 0x300;
    private static final int NEWSA = 0x10;
    private static final int DELSA = 0x11;
    private static final int GETSA = 0x12;
    private static final int NEWPOLICY = 0x13;
    private static final int DELPOLICY = 0x14;
    private static final int GETPOLICY = 0x15;
    private static final int UPDPOLICY = 0x19;
    private static final int USERSA_INFO = 224;
    private static final int PACKETS = 168;
    private static final int POLICY_INFO = 168;
    private static final int ATTRIBUTE_TEMPLATE = 5;
    private static final int ATTRIBUTE_AEAD = 18;
    private static final int ATTRIBUTE_INTEGRITY = 20;
    private static final int ATTRIBUTE_OFFLOAD = 28;
    private static final int AEAD_HEAD = 72;
    private static final String[] DIRECTIONS = {"in", "out", "fwd"};

    private final Map<String, byte[]> sas = new LinkedHashMap<>();
    private final Map<String, byte[]> policies = new LinkedHashMap<>();
    private final Set<String> keysSeen = new LinkedHashSet<>();
    private final List<String> log = new ArrayList<>();
    private final Deque<byte[]> inbox = new ArrayDeque<>();
    private Predicate<String> refused = step -> false;
    private long packets;

    public XfrmSocket socket() {
        return new XfrmSocket(new NetlinkConnection(this, NetlinkBuffers.plain()));
    }

    /** From now on refuses steps, by their lines in {@link #log}, with EINVAL. */
    public void refuse(Predicate<String> steps) {
        refused = steps;
    }

    /** From now on each SA that is asked for has carried one packet more. */
    public void receivePacket() {
        packets++;
    }

    /** What was done, one line a message. */
    public List<String> log() {
        return log;
    }

    /** Names of SAs such as {@code 192.0.2.2/1a2b3c4d}. */
    public Set<String> sas() {
        return sas.keySet();
    }

    /** Policies such as {@code out protect 1a2b3c4d} and {@code in block}, without selectors, each once. */
    public Set<String> policies() {
        Set<String> words = new LinkedHashSet<>();
        policies.values().forEach(policy -> words.add(describe(policy)));
        return words;
    }

    /** Policies of packets to or from a prefix with this address, in the order in which they were made. */
    public List<String> policies(String prefixAddress) {
        return policies.values().stream()
                .filter(policy -> prefixAddress.equals(address(policy, 0)) || prefixAddress.equals(address(policy, 16)))
                .map(ModelKernel::describe)
                .toList();
    }

    /** The structure and attributes with which an SA was installed. */
    public byte[] sa(String name) {
        return Objects.requireNonNull(sas.get(name), name);
    }

    /** Somebody deletes policies by hand, by their words in {@link #policies}. */
    public void deletePolicies(Predicate<String> which) {
        policies.values().removeIf(policy -> which.test(describe(policy)));
    }

    public int policyCount() {
        return policies.size();
    }

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    private static String address(byte[] body, int offset) {
        return (body[offset] & 0xFF) + "." + (body[offset + 1] & 0xFF) + "." + (body[offset + 2] & 0xFF) + "."
                + (body[offset + 3] & 0xFF);
    }

    /** Address and SPI of a {@code struct xfrm_id} or {@code xfrm_usersa_id}. */
    private static String saName(byte[] body, int offset) {
        return address(body, offset) + "/" + HexFormat.of().formatHex(body, offset + 16, offset + 20);
    }

    private static byte[] attribute(byte[] body, int from, int wanted) {
        ByteBuffer view = view(body);
        for (int at = from; at + 4 <= body.length; at += (Short.toUnsignedInt(view.getShort(at)) + 3) / 4 * 4) {
            if ((view.getShort(at + 2) & 0x3FFF) == wanted) {
                return Arrays.copyOfRange(body, at + 4, at + Short.toUnsignedInt(view.getShort(at)));
            }
        }
        return new byte[0];
    }

    private static String describe(byte[] policy) {
        boolean block = policy[161] == 1;
        byte[] template = attribute(policy, POLICY_INFO, ATTRIBUTE_TEMPLATE);
        String spi = template.length == 0 ? "" : HexFormat.of().formatHex(template, 16, 20);
        String action = block ? "block" : template.length == 0 ? "bypass" : "protect";
        return (DIRECTIONS[policy[160]] + " " + action + " " + spi).strip();
    }

    private int perform(int type, byte[] body) {
        return switch (type) {
            case NEWSA -> newSa(body);
            case DELSA -> sas.remove(saName(body, 0)) == null ? Errno.ESRCH.number() : 0;
            case NEWPOLICY, UPDPOLICY -> {
                policies.put(HexFormat.of().formatHex(body, 0, 56) + DIRECTIONS[body[160]], body);
                yield 0;
            }
            case DELPOLICY ->
                policies.remove(HexFormat.of().formatHex(body, 0, 56) + DIRECTIONS[body[60]]) == null
                        ? Errno.ENOENT.number()
                        : 0;
            default -> throw new AssertionError("message of type " + type);
        };
    }

    private int newSa(byte[] body) {
        String name = saName(body, 56);
        if (sas.containsKey(name)) {
            return Errno.EEXIST.number();
        }
        byte[] aead = attribute(body, USERSA_INFO, ATTRIBUTE_AEAD);
        byte[] secret = aead.length > 0 ? aead : attribute(body, USERSA_INFO, ATTRIBUTE_INTEGRITY);
        String key = HexFormat.of().formatHex(secret, AEAD_HEAD, secret.length);
        assertThat(keysSeen.add(key)).as("key of %s is new", name).isTrue();
        sas.put(name, body);
        return 0;
    }

    private static String step(int type, byte[] body) {
        return switch (type) {
            case NEWSA ->
                "new sa " + saName(body, 56)
                        + (attribute(body, USERSA_INFO, ATTRIBUTE_OFFLOAD).length == 0 ? "" : " on card");
            case DELSA -> "delete sa " + saName(body, 0);
            case NEWPOLICY, UPDPOLICY -> "policy " + describe(body);
            case DELPOLICY -> "delete policy " + DIRECTIONS[body[60]];
            default -> "message " + type;
        };
    }

    @Override
    public void send(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        ByteBuffer view = view(bytes);
        for (int at = 0; at < bytes.length; at += (view.getInt(at) + 3) / 4 * 4) {
            byte[] body = Arrays.copyOfRange(bytes, at + HEADER, at + view.getInt(at));
            int flags = Short.toUnsignedInt(view.getShort(at + 6));
            answer(Short.toUnsignedInt(view.getShort(at + 4)), flags, view.getInt(at + 8), body);
        }
    }

    private void answer(int type, int flags, int sequence, byte[] body) {
        if (type == GETSA) {
            tell(flags, sequence, body);
            return;
        }
        if (type == GETPOLICY) {
            byte[] found = policies.get(HexFormat.of().formatHex(body, 0, 56) + DIRECTIONS[body[60]]);
            found(NEWPOLICY, Errno.ENOENT, sequence, found);
            return;
        }
        String step = step(type, body);
        log.add(step);
        int error = refused.test(step) ? Errno.EINVAL.number() : perform(type, body);
        if (error != 0 || (flags & ACK) != 0) {
            byte[] acknowledgement = new byte[20];
            view(acknowledgement)
                    .putInt(0, -error)
                    .putInt(4, 20)
                    .putInt(12, sequence)
                    .putInt(16, portId());
            deliver(2, 0, sequence, acknowledgement);
        }
    }

    private void tell(int flags, int sequence, byte[] body) {
        if ((flags & DUMP) == DUMP) {
            sas.values().forEach(sa -> deliver(NEWSA, 2, sequence, sa));
            deliver(3, 2, sequence, new byte[4]);
            return;
        }
        found(NEWSA, Errno.ESRCH, sequence, sas.get(saName(body, 0)));
    }

    private void found(int type, Errno absent, int sequence, byte @Nullable [] found) {
        if (found != null) {
            byte[] told = found.clone();
            if (type == NEWSA) {
                view(told).putLong(PACKETS, packets);
            }
            deliver(type, 0, sequence, told);
        } else {
            byte[] error = new byte[20];
            view(error)
                    .putInt(0, -absent.number())
                    .putInt(4, 20)
                    .putInt(12, sequence)
                    .putInt(16, portId());
            deliver(2, 0, sequence, error);
        }
    }

    private void deliver(int type, int flags, int sequence, byte[] payload) {
        byte[] message = new byte[HEADER + payload.length];
        view(message)
                .putInt(0, message.length)
                .putShort(4, (short) type)
                .putShort(6, (short) flags)
                .putInt(8, sequence)
                .putInt(12, portId())
                .put(HEADER, payload);
        inbox.add(message);
    }

    @Override
    public int portId() {
        return 4711;
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws LinuxException {
        byte[] message = inbox.poll();
        if (message == null) {
            throw new LinuxException("receive", "model kernel", Errno.ETIMEDOUT, "Nothing was sent.");
        }
        into.duplicate().put(message);
        return message.length;
    }

    @Override
    public void close() {}
}
