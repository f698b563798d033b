package org.qgate.wbem.provider.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.control.Channel;
import org.qgate.control.Direction;
import org.qgate.control.DirectionStatus;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.LinkStatus;
import org.qgate.control.SaStatus;
import org.qgate.wbem.model.CimObjectPath;

/**
 * A value of a metric.
 *
 * @param element what was measured
 * @param elementName its ElementName
 * @param id names the value among those of its metric
 * @param breakdown the direction that the value is for, if the metric is broken down by direction and the value is not the whole
 * @param value written out as CIM does
 * @param duration how long it was measured until the snapshot was taken; zero for values of a moment
 */
record Measurement(
        Metric metric,
        CimObjectPath element,
        String elementName,
        String id,
        Optional<Direction> breakdown,
        String value,
        Duration duration) {

    /** All that a snapshot tells, link by link. */
    static List<Measurement> of(GatewayNames names, AgentSnapshot snapshot) {
        Taker taker = new Taker(names, snapshot);
        snapshot.links().forEach(taker::link);
        return taker.taken;
    }

    private static final class Taker {
        private final GatewayNames names;
        private final AgentSnapshot snapshot;
        private final List<Measurement> taken = new ArrayList<>();

        Taker(GatewayNames names, AgentSnapshot snapshot) {
            this.names = names;
            this.snapshot = snapshot;
        }

        void link(LinkStatus link) {
            Optional<KeyPoolStatus> pool = snapshot.pool(link.link());
            pool.ifPresent(this::pool);
            pool.ifPresent(keys -> ofLink(
                    Metric.DATA_BITS_PER_KEY_BIT, link, Optional.empty(), Double.toString(keys.dataBitsPerKeyBit())));
            ofLink(
                    Metric.BYTES_PROTECTED,
                    link,
                    Optional.empty(),
                    Long.toUnsignedString(
                            link.outbound().bytes() + link.inbound().bytes()));
            direction(link, Direction.OUTBOUND, link.outbound());
            direction(link, Direction.INBOUND, link.inbound());
            snapshot.sas(link.link())
                    .ifPresent(sas -> sas.current().stream()
                            .filter(sa -> sa.channel() == Channel.DATA)
                            .forEach(sa -> association(link.link(), sa)));
        }

        private void direction(LinkStatus link, Direction direction, DirectionStatus status) {
            Optional<Direction> one = Optional.of(direction);
            ofLink(Metric.KEY_PERIOD, link, one, Double.toString(status.meanPeriodMillis()));
            ofLink(Metric.DATA_BITS_PER_KEY_BIT, link, one, Double.toString(status.dataBitsPerKeyBit()));
            ofLink(Metric.BYTES_PROTECTED, link, one, Long.toUnsignedString(status.bytes()));
        }

        private void ofLink(Metric metric, LinkStatus link, Optional<Direction> breakdown, String value) {
            boolean counts = metric == Metric.BYTES_PROTECTED;
            taken.add(new Measurement(
                    metric,
                    names.link(link.link()),
                    link.link(),
                    link.link()
                            + breakdown
                                    .map(direction -> ":" + GatewayNames.word(direction))
                                    .orElse(""),
                    breakdown,
                    value,
                    counts ? Duration.ofMillis(snapshot.status().uptimeMillis()) : Duration.ZERO));
        }

        private void pool(KeyPoolStatus pool) {
            ofPool(Metric.KEY_RATE_IN, pool, Double.toString(pool.rateInBitsPerSecond()));
            ofPool(Metric.KEY_RATE_OUT, pool, Double.toString(pool.rateOutBitsPerSecond()));
            ofPool(Metric.POOL_LEVEL, pool, Long.toUnsignedString(pool.poolBits()));
            pool.timeToEmptySeconds()
                    .ifPresent(seconds -> ofPool(Metric.TIME_TO_EMPTY, pool, Long.toUnsignedString(seconds)));
        }

        private void ofPool(Metric metric, KeyPoolStatus pool, String value) {
            taken.add(new Measurement(
                    metric,
                    names.keyPool(pool.link()),
                    KeyInstances.poolName(pool.link()),
                    pool.link(),
                    Optional.empty(),
                    value,
                    Duration.ZERO));
        }

        private void association(String link, SaStatus sa) {
            ofAssociation(Metric.PACKETS_PROTECTED, link, sa, sa.packets());
            if (sa.direction() == Direction.INBOUND) {
                ofAssociation(Metric.INTEGRITY_FAILURES, link, sa, sa.integrityFailures());
                ofAssociation(Metric.REPLAY_FAILURES, link, sa, sa.replayFailures());
            }
        }

        private void ofAssociation(Metric metric, String link, SaStatus sa, long count) {
            taken.add(new Measurement(
                    metric,
                    names.sa(link, sa),
                    SaInstances.name(link, sa),
                    link + ":" + GatewayNames.word(sa.direction()),
                    Optional.empty(),
                    Long.toUnsignedString(count),
                    Duration.ofMillis(sa.ageMillis())));
        }
    }
}
