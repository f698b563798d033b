package org.qgate.fleet.inventory;

import java.nio.file.Path;

/** Where a password is. The inventory never holds one. */
public sealed interface PasswordSource {
    /** The first line of a file that nobody but its owner may read. */
    record File(Path file) implements PasswordSource {}

    /** A variable of the environment. */
    record Environment(String variable) implements PasswordSource {}
}
