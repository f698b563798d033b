package org.qgate.linux.pfkey;

/** Writes the extensions of a request. */
@FunctionalInterface
public interface PfKeyBody {

    /** No extensions. */
    PfKeyBody NONE = writer -> {};

    /** Writes them. */
    void write(PfKeyWriter writer);
}
