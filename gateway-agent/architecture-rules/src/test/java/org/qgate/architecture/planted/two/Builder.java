package org.qgate.architecture.planted.two;

import org.qgate.architecture.planted.Port;
import org.qgate.architecture.planted.one.Adapter;

/** Builds an adapter of another package. */
class Builder {
    Port build() {
        return new Adapter();
    }
}
