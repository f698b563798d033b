package org.qgate.wbem.model;

/** A value other than NULL, which is Java's {@code null}. */
public sealed interface CimValue
        permits CimArray,
                CimBoolean,
                CimChar,
                CimClass,
                CimDateTime,
                CimInstance,
                CimInteger,
                CimObjectPath,
                CimReal,
                CimString {}
