package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A second, independent codec: lays fields out by the rules of C (natural alignment, the structure padded to its largest
 * member), from a list of members alone. Knows nothing of the offsets that the codecs under test use.
 */
final class CLayout {

    /** Kinds of members. */
    enum Member {
        U8(1, 1),
        U16(2, 2),
        BE16(2, 2),
        U32(4, 4),
        BE32(4, 4),
        U64(8, 8),
        ADDRESS(16, 4);

        private final int size;
        private final int alignment;

        Member(int size, int alignment) {
            this.size = size;
            this.alignment = alignment;
        }
    }

    private record Field(Member member, long value, byte[] address) {}

    private final List<Field> fields = new ArrayList<>();
    private int alignment = 1;

    CLayout u8(long value) {
        return add(Member.U8, value, new byte[0]);
    }

    CLayout u16(long value) {
        return add(Member.U16, value, new byte[0]);
    }

    CLayout be16(long value) {
        return add(Member.BE16, value, new byte[0]);
    }

    CLayout u32(long value) {
        return add(Member.U32, value, new byte[0]);
    }

    CLayout be32(long value) {
        return add(Member.BE32, value, new byte[0]);
    }

    CLayout u64(long value) {
        return add(Member.U64, value, new byte[0]);
    }

    CLayout address(byte[] bytes) {
        return add(Member.ADDRESS, 0, bytes);
    }

    /** A structure inside: aligned to its largest member, padded at its end. */
    CLayout struct(CLayout inner) {
        fields.add(new Field(Member.U8, 0, inner.bytes()));
        nested.add(inner.alignment);
        alignment = Math.max(alignment, inner.alignment);
        return this;
    }

    private final List<Integer> nested = new ArrayList<>();

    private CLayout add(Member member, long value, byte[] address) {
        fields.add(new Field(member, value, address));
        nested.add(0);
        alignment = Math.max(alignment, member.alignment);
        return this;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.wrap(new byte[8192]).order(ByteOrder.nativeOrder());
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            boolean inner = nested.get(i) > 0;
            align(out, inner ? nested.get(i) : field.member().alignment);
            if (inner || field.member() == Member.ADDRESS) {
                int start = out.position();
                out.put(field.address());
                out.position(inner ? out.position() : start + Member.ADDRESS.size);
            } else {
                put(out, field);
            }
        }
        align(out, alignment);
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    private static void align(ByteBuffer out, int to) {
        while (out.position() % to != 0) {
            out.put((byte) 0);
        }
    }

    private static void put(ByteBuffer out, Field field) {
        long value = field.value();
        switch (field.member()) {
            case U8 -> out.put((byte) value);
            case U16 -> out.putShort((short) value);
            case U32 -> out.putInt((int) value);
            case U64 -> out.putLong(value);
            case BE16 -> out.put((byte) (value >> 8)).put((byte) value);
            case BE32 ->
                out.put((byte) (value >> 24))
                        .put((byte) (value >> 16))
                        .put((byte) (value >> 8))
                        .put((byte) value);
            case ADDRESS -> throw new IllegalStateException("written as bytes");
        }
    }
}
