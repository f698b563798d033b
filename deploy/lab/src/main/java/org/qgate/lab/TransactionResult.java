package org.qgate.lab;

import org.qgate.lab.gateways.PingCount;

/**
 * What came of a change with a fault in it.
 *
 * @param what which change and fault
 * @param changed whether both ends are as was wanted; else both are as before
 * @param alikeMillis until both ends had the same configuration for good, from when the gateways could speak again and
 *     the client, if it goes on, was done; 0 if they had before
 * @param workingMillis until the link carried packets under it at both ends, likewise
 * @param exitCode of the client; 128 and more if it was killed
 * @param pings of the hosts meanwhile, none where the link is made or removed
 */
record TransactionResult(
        TransactionCase what, boolean changed, long alikeMillis, long workingMillis, int exitCode, PingCount pings) {}
