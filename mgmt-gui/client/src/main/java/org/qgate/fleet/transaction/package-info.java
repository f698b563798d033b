/**
 * The change of a link at two gateways as one transaction: {@link org.qgate.fleet.transaction.LinkTransaction} decides, without I/O and
 * clock, {@link org.qgate.fleet.transaction.TransactionRunner} carries out.
 */
@NullMarked
package org.qgate.fleet.transaction;

import org.jspecify.annotations.NullMarked;
