package org.qgate.wbem.provider.gateway;

import java.util.OptionalInt;

/**
 * A suite in the terms of CIM_ESPTransform, whose lists end before today's algorithms.
 *
 * @param cipher name of the cipher
 * @param integrity name of the integrity algorithm
 * @param keyBits length of the cipher's key; empty if the suite is not known here
 */
record SuiteTransform(String cipher, String integrity, OptionalInt keyBits) {
    private static final String COMBINED = "combined with the cipher (AEAD, 16-byte ICV)";

    /** By the name that the agent gives a suite. */
    static SuiteTransform of(String suite) {
        return switch (suite) {
            case "aes-gcm-128" -> new SuiteTransform("AES-GCM-16", COMBINED, OptionalInt.of(128));
            case "aes-gcm-256" -> new SuiteTransform("AES-GCM-16", COMBINED, OptionalInt.of(256));
            case "aes-ccm-128" -> new SuiteTransform("AES-CCM-16", COMBINED, OptionalInt.of(128));
            case "aes-ccm-256" -> new SuiteTransform("AES-CCM-16", COMBINED, OptionalInt.of(256));
            case "chacha20-poly1305" -> new SuiteTransform("ChaCha20-Poly1305", COMBINED, OptionalInt.of(256));
            case "aes-cbc-256-hmac-sha-256" -> new SuiteTransform("AES-CBC", "HMAC-SHA-256-128", OptionalInt.of(256));
            case "vpn-b" -> new SuiteTransform("AES-CBC", "AES-XCBC-MAC-96", OptionalInt.of(128));
            default -> new SuiteTransform(suite, suite, OptionalInt.empty());
        };
    }
}
