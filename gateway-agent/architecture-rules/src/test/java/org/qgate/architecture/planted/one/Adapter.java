package org.qgate.architecture.planted.one;

import org.qgate.architecture.planted.Port;

/** Stands behind the port. */
public class Adapter implements Port {}
