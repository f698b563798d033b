package org.qgate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineBufferTest {
    @Test
    void cutsLinesHoweverTheBytesArrive() throws Exception {
        LineBuffer lines = new LineBuffer(16);
        for (byte b : "one\ntwo\n\nthr".getBytes(StandardCharsets.UTF_8)) {
            lines.append(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(lines.next()).hasValue("one".getBytes(StandardCharsets.UTF_8));
        assertThat(lines.next()).hasValue("two".getBytes(StandardCharsets.UTF_8));
        assertThat(lines.next()).hasValue(new byte[0]);
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void acceptsTheLongestLineAndRefusesOneByteMore() throws Exception {
        LineBuffer lines = new LineBuffer(4);
        lines.append(ByteBuffer.wrap("abc\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(lines.next()).hasValue("abc".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> lines.append(ByteBuffer.wrap("abcd\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("longer than 4 bytes");
    }
}
