package org.qgate.agent.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A network card that is to work for the SAs of a link.
 *
 * @param device its network interface
 * @param mode how much of the work
 */
public record NicOffload(String device, Mode mode) {
    /** How much of the work a card does. */
    public enum Mode {
        /** It enciphers and deciphers; the kernel does all else. */
        CRYPTO,
        /** It does everything, policies included. */
        PACKET;

        /** The name in configuration files. */
        public String configurationName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Mode parse(String name) {
            return Arrays.stream(values())
                    .filter(mode -> mode.configurationName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is none of "
                            + Arrays.stream(values())
                                    .map(Mode::configurationName)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
