package org.qgate.agent.config;

/**
 * Bounds of the audit ledger.
 *
 * @param fileBytesMax size of one file
 * @param filesMax files kept, the current one included
 */
public record LedgerConfiguration(long fileBytesMax, int filesMax) {}
