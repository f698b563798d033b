package org.qgate.simulator.paper;

import org.qgate.core.secret.SecretBytes;

/**
 * The endless key stream that the paper assumes: both ends take "the next key", which here is the key of a number. That
 * both are always at the same number, and that it costs nothing, is to the paper's favour.
 */
public interface PaperKeys {
    /** The bits of a key of the stream, the same at both ends. */
    SecretBytes key(long number);
}
