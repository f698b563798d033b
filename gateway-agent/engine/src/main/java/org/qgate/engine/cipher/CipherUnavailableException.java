package org.qgate.engine.cipher;

/** The Java runtime has no such cipher, or one that does not do what its specification says. */
public final class CipherUnavailableException extends RuntimeException {

    CipherUnavailableException(String cipher, Exception cause) {
        super(
                "the Java runtime cannot do " + cipher + ": " + cause.getMessage()
                        + ". Use a JDK 17 or newer with the provider SunJCE.",
                cause);
    }
}
