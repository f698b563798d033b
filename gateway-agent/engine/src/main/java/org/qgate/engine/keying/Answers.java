package org.qgate.engine.keying;

import java.util.List;
import org.qgate.linux.pfkey.SadbExtension;
import org.qgate.linux.pfkey.SadbMsg;

/** Takes the messages of an answer. */
@FunctionalInterface
interface Answers {
    void send(SadbMsg header, List<SadbExtension> extensions);
}
