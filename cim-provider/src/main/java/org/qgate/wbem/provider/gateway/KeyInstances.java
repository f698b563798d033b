package org.qgate.wbem.provider.gateway;

import java.util.List;
import java.util.function.Function;
import org.qgate.control.KeyPoolStatus;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimReal;

/** Key sources and pools: levels and rates, never keys. */
final class KeyInstances {
    private final GatewayNames names;

    KeyInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> sources(AgentReading reading) {
        return each(reading, pool -> {
            CimInstance.Builder builder = GatewayNames.instance(names.keySource(pool.link()))
                    .set("ElementName", pool.source() + " for " + pool.link())
                    .set("SourceKind", pool.source())
                    .set("ForProduction", pool.forProduction());
            return health(reading, pool).describeEnabled(builder).build();
        });
    }

    List<CimInstance> pools(AgentReading reading) {
        return each(reading, pool -> {
            CimInstance.Builder builder = GatewayNames.instance(names.keyPool(pool.link()))
                    .set("ElementName", poolName(pool.link()))
                    .set("Name", pool.link())
                    .set("LinkName", pool.link())
                    .uint64("LevelBits", pool.poolBits())
                    .uint64("CapacityBits", pool.poolBitsMax())
                    .set("RateInBitsPerSecond", CimReal.real64(pool.rateInBitsPerSecond()))
                    .set("RateOutBitsPerSecond", CimReal.real64(pool.rateOutBitsPerSecond()))
                    .uint64("BitsDrawn", pool.bitsDrawn())
                    .set("DataBitsPerKeyBit", CimReal.real64(pool.dataBitsPerKeyBit()));
            pool.timeToEmptySeconds().ifPresent(seconds -> builder.uint64("TimeToEmptySeconds", seconds));
            return health(reading, pool).describe(builder).build();
        });
    }

    static String poolName(String link) {
        return "keys of " + link;
    }

    private static Health health(AgentReading reading, KeyPoolStatus pool) {
        if (!reading.reachable()) {
            return Health.outOfContact(reading.reason());
        }
        if (pool.rateInBitsPerSecond() <= 0 && pool.poolBits() == 0) {
            return new Health(6, 20, 2, "the pool is empty and the source delivers nothing");
        }
        if (pool.timeToEmptySeconds().isPresent()) {
            return Health.degraded(
                    "the pool will be empty in " + pool.timeToEmptySeconds().getAsLong() + " s at these rates");
        }
        return Health.ok(pool.forProduction() ? "delivers keys" : "delivers keys for tests and training only");
    }

    private static List<CimInstance> each(AgentReading reading, Function<KeyPoolStatus, CimInstance> make) {
        return reading.last()
                .map(last -> last.links().stream()
                        .flatMap(link -> last.pool(link.link()).stream())
                        .map(make)
                        .toList())
                .orElse(List.of());
    }
}
