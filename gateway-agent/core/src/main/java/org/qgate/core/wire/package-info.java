/**
 * Control messages and their bytes; {@code docs/protocol.md} section "Messages" is normative.
 *
 * <p>Decoding never throws on what comes from the network: it yields a message or the reason why there is none. Whether
 * a message is authentic is decided by the holder of the keys, before its body is believed. Uses {@code model} only.
 * Start at {@link org.qgate.core.wire.MessageCodec}.
 */
@NullMarked
package org.qgate.core.wire;

import org.jspecify.annotations.NullMarked;
