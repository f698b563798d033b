package org.qgate.wbem.mof;

import java.io.IOException;
import java.util.Optional;

/** Where texts are read from, by their paths within the library, with slashes. */
@FunctionalInterface
public interface MofLibrary {
    /** A text; empty if there is none of that path. */
    Optional<String> read(String path) throws IOException;
}
