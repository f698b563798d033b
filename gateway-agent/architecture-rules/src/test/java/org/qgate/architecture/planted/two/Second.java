package org.qgate.architecture.planted.two;

import org.jspecify.annotations.Nullable;
import org.qgate.architecture.planted.one.First;

/** Half of a cycle between packages. */
public class Second {
    @Nullable
    First other;
}
