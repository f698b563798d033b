package org.qgate.architecture.planted.one;

import org.jspecify.annotations.Nullable;
import org.qgate.architecture.planted.two.Second;

/** Half of a cycle between packages. */
public class First {
    @Nullable
    Second other;
}
