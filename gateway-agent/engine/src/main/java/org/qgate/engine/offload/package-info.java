/**
 * Segmentation and its reverse on the inner side: a TUN device hands over and takes up to 64 KiB of a TCP stream at once,
 * while each ESP packet carries one segment.
 *
 * <p>May use {@code packet} and {@code org.qgate.linux.tun}. Start with {@link org.qgate.engine.offload.Segmenter}.
 */
@NullMarked
package org.qgate.engine.offload;

import org.jspecify.annotations.NullMarked;
