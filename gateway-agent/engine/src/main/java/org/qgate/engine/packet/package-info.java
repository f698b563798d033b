/**
 * IP packets as bytes of an array: fields in network order, checksums, the selectors of a packet. Nothing here allocates.
 *
 * <p>Uses the JDK only. Start with {@link org.qgate.engine.packet.IpHeader}.
 */
@NullMarked
package org.qgate.engine.packet;

import org.jspecify.annotations.NullMarked;
