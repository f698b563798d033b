package org.qgate.architecture.planted;

/** A port as the core declares them. */
public interface Port {}
