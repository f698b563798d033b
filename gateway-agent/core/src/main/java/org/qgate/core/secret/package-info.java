/**
 * Secrets and what is computed from them: key memory, HKDF, message authentication.
 *
 * <p>Key bits live behind {@link org.qgate.core.secret.SecretBytes}; where they rest is the business of the program that
 * hands them in (locked memory in the agent, plain memory in the simulator). Heap copies that the JDK's HMAC needs are
 * wiped in the method that made them, or die with the key that they serve. Uses the JDK's {@code javax.crypto} only.
 */
@NullMarked
package org.qgate.core.secret;

import org.jspecify.annotations.NullMarked;
