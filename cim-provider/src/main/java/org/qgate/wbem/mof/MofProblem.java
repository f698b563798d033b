package org.qgate.wbem.mof;

import java.util.Objects;

/**
 * Something wrong in a text.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what would be right
 */
public record MofProblem(String file, int line, int column, String message) {
    public MofProblem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
    }

    /** As compilers write it: {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
