package org.qgate.fleet.transaction;

import java.util.Objects;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.ChangeStatus;

/** What came of a {@link GatewayCall}. */
public sealed interface GatewayAnswer {
    /** The lock is ours. */
    record Locked(long token, ChangeStatus status) implements GatewayAnswer {
        /** Refuses null. */
        public Locked {
            Objects.requireNonNull(status, "status");
        }
    }

    /** Where the change is. */
    record At(ChangeStatus status) implements GatewayAnswer {
        /** Refuses null. */
        public At {
            Objects.requireNonNull(status, "status");
        }
    }

    /** The gateway knows of no change of this link. */
    record Nothing() implements GatewayAnswer {}

    /** It did not do it, or nothing is known of that ({@link Refusal#silent}). */
    record Refused(Refusal refusal, String message) implements GatewayAnswer {
        /** Refuses null. */
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
            Objects.requireNonNull(message, "message");
        }
    }
}
