package org.qgate.fleet.cli;

import java.util.random.RandomGenerator;
import org.qgate.fleet.gateway.GatewayConnector;
import org.qgate.fleet.transaction.Pace;
import org.qgate.fleet.transaction.TransactionLimits;

/**
 * What the commands work with.
 *
 * @param connector reaches gateways
 * @param pace time
 * @param random for the names of transactions
 * @param limits of transactions, where the command line says nothing else
 */
public record FleetEnvironment(
        GatewayConnector connector, Pace pace, RandomGenerator random, TransactionLimits limits) {}
