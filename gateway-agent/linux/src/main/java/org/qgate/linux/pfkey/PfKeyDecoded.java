package org.qgate.linux.pfkey;

import java.util.Optional;

/** What a datagram turned out to be. */
public sealed interface PfKeyDecoded {

    /**
     * A message.
     *
     * @param message what it says, without keys
     * @param keys where its keys lie in the datagram; usable until that is wiped
     */
    record Valid(PfKeyMessage message, PfKeyKeys keys) implements PfKeyDecoded {}

    /**
     * Not a message. A server answers {@code EINVAL} when there is a header.
     *
     * @param why a sentence, without any byte of the datagram's extensions
     * @param header the header, when at least that was right
     */
    record Malformed(String why, Optional<SadbMsg> header) implements PfKeyDecoded {}
}
