package org.qgate.wbem.operation;

/**
 * Bounds on enumerations.
 *
 * @param openMax enumerations open at once
 * @param openPerUserMax the same, of one user
 * @param objectsMax objects of one answer
 * @param timeoutSecondsDefault between two pulls, if the client does not say
 * @param timeoutSecondsMax the longest that a client may ask for
 */
public record EnumerationLimits(
        int openMax, int openPerUserMax, int objectsMax, long timeoutSecondsDefault, long timeoutSecondsMax) {}
