package org.qgate.wbem.cimxml;

/** An answer would be larger than the server's bound. */
public final class AnswerTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AnswerTooLargeException(int bytesMax) {
        super("the answer would be larger than " + bytesMax
                + " bytes: ask for fewer properties, or use the pull operations");
    }
}
