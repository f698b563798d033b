package org.qgate.lab.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of the ESP packets in a capture, for AEAD suites. One that comes twice under the same SPI, and begins with the same
 * ciphertext, shows a key that was programmed twice, or packets that were sent twice.
 *
 * <p>SPIs are drawn at random from 2^32 and may come back after their SA is gone; among three thousand that happens in one capture of a
 * thousand. But all inner packets begin with the same two bytes (IPv4 without options or traffic class), so under one key and number the
 * ciphertext does too, while under two keys that is so once in 65,536.
 */
public final class EspNumbers {
    private static final int ETHERNET_BYTES = 14;

    /** SPI, sequence number, and the IV of RFC 4106 and RFC 7634. */
    private static final int BEFORE_CIPHERTEXT_BYTES = 16;

    private EspNumbers() {}

    /** Packets whose sender, SPI, sequence number and first ciphertext had been seen before. */
    public static long repeated(Path pcap, WirePlan plan) throws IOException {
        PcapReader packets = PcapReader.open(pcap);
        FrameReader reader = new FrameReader(plan);
        Map<Frame.Esp, Short> seen = new HashMap<>();
        long repeated = 0;
        for (Optional<PcapPacket> next = packets.next(); next.isPresent(); next = packets.next()) {
            ByteBuffer frame = next.get().frame();
            if (reader.read(frame) instanceof Frame.Esp esp) {
                short start = ciphertext(frame);
                Short before = seen.put(esp, start);
                if (before != null && before == start) {
                    repeated++;
                }
            }
        }
        return repeated;
    }

    /** Its first two bytes. */
    private static short ciphertext(ByteBuffer frame) {
        int headerBytes = (frame.get(ETHERNET_BYTES) & 0xF) * 4;
        return frame.getShort(ETHERNET_BYTES + headerBytes + BEFORE_CIPHERTEXT_BYTES);
    }
}
