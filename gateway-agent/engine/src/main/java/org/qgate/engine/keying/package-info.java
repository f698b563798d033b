/**
 * The engine's PF_KEY side: what a key management program asks for becomes SAs of the key store and policies of the
 * filter, as a kernel would do it.
 *
 * <p>May use {@code cipher}, {@code filter} and {@code org.qgate.linux}. Start with
 * {@link org.qgate.engine.keying.PfKeyServer}.
 */
@NullMarked
package org.qgate.engine.keying;

import org.jspecify.annotations.NullMarked;
