package org.qgate.agent.loop;

import org.qgate.agent.config.LinkEndpoints;
import org.qgate.core.port.LinkNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a link reports into alarms and log lines; what may come often is logged once in a while, with how often it came. */
final class NoticeBoard {
    static final String STARVATION = "key-starvation";
    static final String STRETCHED = "period-stretched";
    static final String DRY = "key-pool-low";
    static final String DIFFERENT = "parameters-differ";
    static final String CLOSED = "peer-closed";
    static final String FAILED = "peer-failed";
    static final String SILENT = "peer-silent";
    static final String UNANSWERED = "peer-unanswered";
    static final String BLOCKED = "outbound-blocked";
    static final String MISMATCH = "key-mismatch";
    static final String INTEGRITY = "integrity-failures";
    static final String REFUSED = "peer-refused";
    static final String HELD_BACK = "version-held-back";
    static final String DEFERRED = "reset-deferred";
    static final String OLD_STATE = "old-state";
    static final String STORAGE = "storage-failed";
    static final String DATA_PLANE = "data-plane-lost";
    static final String EXPOSED = "control-without-ah";
    static final String DISTURBED = "ipsec-disturbed";
    static final String CLOCKS = "clocks-moved";

    /** How long an alarm stays that nothing clears. */
    private static final double NANOS_PER_MILLI = 1e6;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long ALARM_NANOS = 60_000_000_000L;

    /** How long a peer that was never heard may not answer before that is an alarm. */
    private static final long ANSWER_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(NoticeBoard.class);

    private final String link;
    private final LinkEndpoints endpoints;
    private final AlarmBoard alarms;
    private final LogThrottle voids = new LogThrottle();
    private final LogThrottle refusals = new LogThrottle();
    private final LogThrottle disturbances = new LogThrottle();
    private final LogThrottle clocks = new LogThrottle();
    private boolean resetting;
    private long greetingSinceNanos = Long.MIN_VALUE;

    NoticeBoard(String link, LinkEndpoints endpoints, AlarmBoard alarms) {
        this.link = link;
        this.endpoints = endpoints;
        this.alarms = alarms;
    }

    /** True between the start of a new epoch by this end and its confirmation. */
    boolean isResetting() {
        return resetting;
    }

    void take(LinkNotice notice, long nowNanos) {
        if (notice instanceof LinkNotice.EpochConfirmed epoch) {
            resetting = false;
            alarms.clear(OLD_STATE);
            alarms.clear(DIFFERENT);
            alarms.clear(CLOSED);
            alarms.clear(UNANSWERED);
            alarms.clear(HELD_BACK);
            LOG.info("link {}: epoch {} is confirmed, protocol version {}", link, epoch.epoch(), epoch.version());
        } else if (notice instanceof LinkNotice.TrafficProtected traffic) {
            alarms.clear(BLOCKED);
            LOG.info("link {}: traffic leaves under epoch {}", link, traffic.epoch());
        } else if (notice instanceof LinkNotice.ResetStarted reset) {
            resetting = true;
            LOG.info("link {}: begins epoch {}: {}", link, reset.epoch(), reset.reason());
        } else if (notice instanceof LinkNotice.PeerHeard) {
            if (alarms.clear(SILENT)) {
                LOG.info("link {}: the peer speaks again", link);
            }
        } else if (notice instanceof LinkNotice.ControlPortProtected now) {
            alarms.clear(EXPOSED);
            LOG.info("link {}: control messages leave under AH in epoch {}", link, now.epoch());
        } else if (notice instanceof LinkNotice.Nourished) {
            if (alarms.clear(STARVATION)) {
                LOG.info("link {}: keys flow again", link);
            }
        } else if (notice instanceof LinkNotice.PeriodRestored restored) {
            if (alarms.clear(STRETCHED)) {
                LOG.info("link {}: the period is {} ms again, as wanted", link, millis(restored.periodNanos()));
            }
        } else if (notice instanceof LinkNotice.PoolRecovered) {
            if (alarms.clear(DRY)) {
                LOG.info("link {}: the key pool lasts again", link);
            }
        } else if (notice instanceof LinkNotice.IndexVoided voided) {
            voids.log(
                    nowNanos,
                    times -> LOG.info(
                            "link {}: {} index {} of epoch {} is void: {} ({} in all since the last line)",
                            link,
                            voided.inbound() ? "inbound" : "outbound",
                            voided.index(),
                            voided.epoch(),
                            voided.reason(),
                            times));
        } else {
            alarm(notice, nowNanos);
        }
    }

    private void alarm(LinkNotice notice, long nowNanos) {
        alarmOfPeer(notice, nowNanos);
        if (notice instanceof LinkNotice.PeriodStretched stretched) {
            raise(
                    STRETCHED,
                    "the key source sustains no more than a key change every " + millis(stretched.periodNanos())
                            + " ms, wanted is one every " + millis(stretched.wantedNanos())
                            + " ms; look at the key source, or want fewer",
                    nowNanos);
        } else if (notice instanceof LinkNotice.PoolRunsDry dry) {
            raise(
                    DRY,
                    "the key pool will be empty in " + dry.emptyInNanos() / NANOS_PER_SECOND
                            + " s; look at the key source, or lengthen the period",
                    nowNanos);
        } else if (notice instanceof LinkNotice.Starved starved) {
            raise(STARVATION, "the current key is held: " + starved.reason(), nowNanos);
        } else if (notice instanceof LinkNotice.OutboundBlocked blocked) {
            raise(BLOCKED, "nothing leaves: " + blocked.reason(), nowNanos);
        } else if (notice instanceof LinkNotice.KeyMismatched mismatch) {
            raiseForAWhile(
                    MISMATCH,
                    "the two ends hold different key bits for " + mismatch.count()
                            + " keys from index " + mismatch.firstIndex() + " of epoch " + mismatch.epoch()
                            + "; look at the key source of both ends",
                    nowNanos);
        } else if (notice instanceof LinkNotice.PacketsRefused refused) {
            raiseForAWhile(
                    INTEGRITY,
                    "the integrity check of " + refused.failures() + " packets failed; " + refused.meaning(),
                    nowNanos);
        } else if (notice instanceof LinkNotice.ControlPortExposed exposed) {
            raiseForAWhile(
                    EXPOSED,
                    "control messages leave without AH until their next key, protected by their own tags: "
                            + exposed.reason(),
                    nowNanos);
        } else if (notice instanceof LinkNotice.ControlSaVoided voided) {
            raiseForAWhile(
                    EXPOSED,
                    "the kernel refused an " + (voided.inbound() ? "inbound" : "outbound")
                            + " AH SA for the control port, another one is tried: " + voided.reason(),
                    nowNanos);
        } else if (notice instanceof LinkNotice.ResetDeferred deferred) {
            raiseForAWhile(DEFERRED, "a new epoch must wait: " + deferred.reason(), nowNanos);
        } else if (notice instanceof LinkNotice.OldStateDetected old) {
            raise(
                    OLD_STATE,
                    "the state directory is older than this link's past: " + old.detail() + "; was a backup restored?",
                    nowNanos);
        } else if (notice instanceof LinkNotice.StorageFailed failed) {
            raiseForAWhile(STORAGE, failed.reason(), nowNanos);
        }
    }

    private void alarmOfPeer(LinkNotice notice, long nowNanos) {
        if (notice instanceof LinkNotice.ParametersDiffer differ) {
            raise(
                    DIFFERENT,
                    "the two ends are configured differently: " + differ.parameter() + " is " + differ.here()
                            + " here and " + differ.atPeer()
                            + " at the peer; no epoch is agreed on before both are equal",
                    nowNanos);
        } else if (notice instanceof LinkNotice.VersionHeldBack held) {
            raiseForAWhile(
                    HELD_BACK,
                    "proposals of protocol version " + held.newestOfBoth()
                            + " do not come through to both ends, those of version " + held.version()
                            + " do and are refused; look at what lies between the two gateways",
                    nowNanos);
        } else if (notice instanceof LinkNotice.PeerClosed) {
            raise(CLOSED, "the peer's agent has left the link in order; nothing leaves until it is back", nowNanos);
        } else if (notice instanceof LinkNotice.PeerFailed failed) {
            raiseForAWhile(
                    FAILED,
                    "the peer gave up " + failed.count() + " keys from index " + failed.firstIndex() + " of epoch "
                            + failed.epoch() + ": " + failed.reason(),
                    nowNanos);
        } else if (notice instanceof LinkNotice.PeerSilent silent) {
            raise(
                    SILENT,
                    "nothing was heard of the peer for " + silent.silentMillis() + " ms (" + endpoints.ports()
                            + "); look at the path and at the peer's agent",
                    nowNanos);
        } else if (notice instanceof LinkNotice.PeerRefused refused) {
            refusals.log(
                    nowNanos,
                    times -> LOG.warn(
                            "link {}: a message of the peer is refused: {} ({} in all since the last line)",
                            link,
                            refused.reason(),
                            times));
            alarms.raise(REFUSED, refused.reason(), nowNanos, nowNanos + ALARM_NANOS);
        }
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    void raise(String code, String message, long nowNanos) {
        if (alarms.raise(code, message, nowNanos)) {
            LOG.warn("link {}: {}", link, message);
        }
    }

    void clear(String code, String message) {
        if (alarms.clear(code)) {
            LOG.info("link {}: {}", link, message);
        }
    }

    /**
     * Looks whether the peer answers at all; called about once a second.
     *
     * @param greeting whether no epoch was ever agreed on
     */
    void watchFirstContact(boolean greeting, long nowNanos) {
        if (!greeting) {
            greetingSinceNanos = Long.MIN_VALUE;
        } else if (greetingSinceNanos == Long.MIN_VALUE) {
            greetingSinceNanos = nowNanos;
        } else if (nowNanos - greetingSinceNanos >= ANSWER_NANOS && !alarms.isRaised(DIFFERENT)) {
            raise(
                    UNANSWERED,
                    "the peer has not answered since this link was started (" + endpoints.ports() + " of "
                            + endpoints.peer()
                            + "); look at the path and at the peer's agent, and whether transport, ports"
                            + " and secret are the same there, and its version not below lowest-version here",
                    nowNanos);
        }
    }

    /** Somebody else works on what is ours in the kernel. */
    void disturbed(String message, long nowNanos) {
        raiseForAWhile(DISTURBED, disturbances, message, nowNanos);
    }

    /** The machine slept, or its wall clock was set. */
    void clocksMoved(String message, long nowNanos) {
        raiseForAWhile(CLOCKS, clocks, message, nowNanos);
    }

    /** Each message is the alarm's text for now; the log has one of many. */
    private void raiseForAWhile(String code, LogThrottle throttle, String message, long nowNanos) {
        alarms.raise(code, message, nowNanos, nowNanos + ALARM_NANOS);
        throttle.log(nowNanos, times -> LOG.warn("link {}: {} ({} in all since the last line)", link, message, times));
    }

    void raiseForAWhile(String code, String message, long nowNanos) {
        if (alarms.raise(code, message, nowNanos, nowNanos + ALARM_NANOS)) {
            LOG.warn("link {}: {}", link, message);
        }
    }
}
