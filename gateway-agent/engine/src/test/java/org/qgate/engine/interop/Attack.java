package org.qgate.engine.interop;

import java.util.function.LongSupplier;
import org.qgate.linux.inet.IpFamily;

/**
 * Takes one genuine packet off the path before its receiver has seen it, and lets it come again in many forms. To get it
 * unseen, the receiver's SA is taken away until it has passed.
 */
final class Attack implements AutoCloseable {
    private static final int ESP_HEADER_BYTES = 8;
    private static final int PAYLOAD_BYTES = 40;

    private final Forger forger;
    private final byte[] genuine;

    /**
     * Catches the packet.
     *
     * @param attacked the receiver, which has {@code sa}
     * @param unkeyed how many packets it has refused for want of an SA
     */
    Attack(InteropNetwork.Site sender, InteropNetwork.Site receiver, Suite.Sa sa, Side attacked, LongSupplier unkeyed)
            throws Exception {
        forger = Forger.between(sender, receiver, sa.from(), sa.to());
        attacked.remove(sa);
        attacked.settle();
        forger.forget();
        long before = unkeyed.getAsLong();
        try (EchoClient client = EchoClient.on(sender, IpFamily.IPV4)) {
            client.send(receiver, PAYLOAD_BYTES);
            genuine = forger.hear();
        }
        InteropChecks.await(unkeyed, before + 1);
        attacked.add(sa);
        attacked.settle();
    }

    /** Sends the packet with one bit wrong in each byte behind the SPI; returns how many those are. */
    int forge() {
        int forgeries = 0;
        for (int at = Integer.BYTES; at < genuine.length; at++) {
            byte[] forged = genuine.clone();
            forged[at] ^= (byte) (1 << (at % Byte.SIZE));
            // The last byte of the number could make it 0, which is refused as a replay.
            if (at != ESP_HEADER_BYTES - 1) {
                forger.say(forged);
                forgeries++;
            }
        }
        return forgeries;
    }

    /** Sends the packet as it was. */
    void replay(int times) {
        for (int i = 0; i < times; i++) {
            forger.say(genuine);
        }
    }

    @Override
    public void close() {
        forger.close();
    }
}
