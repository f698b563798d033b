/**
 * What a packet capture between the gateways says, independent of the gateways' own word: SPIs, times of key changes,
 * clear packets, packets lost on the way.
 *
 * <p>Reads classic capture files (draft-ietf-opsawg-pcap) with truncated packets. Uses the JDK only. Start at {@link
 * org.qgate.lab.wire.WireReport}; {@link org.qgate.lab.wire.LossReport} compares two captures.
 */
@NullMarked
package org.qgate.lab.wire;

import org.jspecify.annotations.NullMarked;
