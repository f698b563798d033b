package org.qgate.fleet.gateway;

import org.qgate.fleet.link.ChangeStatus;

/**
 * A link's lock.
 *
 * @param token must be given with each further step
 * @param change as it is now
 */
public record LockGrant(long token, ChangeStatus change) {}
