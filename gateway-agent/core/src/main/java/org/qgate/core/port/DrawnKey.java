package org.qgate.core.port;

import org.qgate.core.model.KeyBlock;
import org.qgate.core.secret.SecretBytes;

/**
 * Key bits handed to the core, which owns and wipes them from then on.
 *
 * @param block their number
 * @param bits as many bytes as the link's suite needs
 */
public record DrawnKey(KeyBlock block, SecretBytes bits) {}
