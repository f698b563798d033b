/**
 * Ciphers of OpenSSL's libcrypto (version 3): an AEAD key is set up in a fraction of a microsecond, straight from locked
 * memory, and no packet allocates anything.
 *
 * <p>May use {@code memory} and {@code packet}. Start with {@link org.qgate.linux.libcrypto.AeadKey}.
 */
@NullMarked
package org.qgate.linux.libcrypto;

import org.jspecify.annotations.NullMarked;
