package org.qgate.fleet.wbem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.metricshub.wbem.javax.cim.CIMArgument;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;

/**
 * What a method of the configuration service gave back.
 *
 * @param code its return code; 0 and 4096 are no refusals
 * @param out its out-parameters; null where there is none
 */
record MethodAnswer(String gateway, String method, long code, List<@Nullable CIMArgument<?>> out) {
    private static final long COMPLETED = 0;
    private static final long UNDER_WAY = 4096;

    private static final Map<Long, Refusal> REFUSALS = Map.ofEntries(
            Map.entry(1L, Refusal.NOT_SUPPORTED),
            Map.entry(4L, Refusal.FAILED),
            Map.entry(5L, Refusal.INVALID_PARAMETER),
            Map.entry(32768L, Refusal.STALE_GENERATION),
            Map.entry(32769L, Refusal.LOCKED),
            Map.entry(32770L, Refusal.BAD_TOKEN),
            Map.entry(32771L, Refusal.WRONG_STEP),
            Map.entry(32772L, Refusal.UNKNOWN_LINK),
            Map.entry(32773L, Refusal.INVALID_CONFIGURATION),
            Map.entry(32774L, Refusal.NOT_PROVEN),
            Map.entry(32775L, Refusal.TRANSACTION_ENDED),
            Map.entry(32776L, Refusal.PEER_UNREACHABLE),
            Map.entry(32777L, Refusal.AGENT_UNREACHABLE));

    /** The same, if it is no refusal. */
    MethodAnswer orThrow() throws GatewayException {
        if (code == COMPLETED || code == UNDER_WAY) {
            return this;
        }
        Refusal refusal = REFUSALS.getOrDefault(code, Refusal.NOT_UNDERSTOOD);
        String reason = value("Message").map(String::valueOf).orElse(refusal.name() + " (" + code + ")");
        throw new GatewayException(refusal, gateway + ": " + reason, null);
    }

    long number(String name) throws GatewayException {
        if (value(name).orElse(null) instanceof Number number) {
            return number.longValue();
        }
        throw missing(name);
    }

    CIMInstance instance(String name) throws GatewayException {
        if (value(name).orElse(null) instanceof CIMInstance instance) {
            return instance;
        }
        throw missing(name);
    }

    List<CIMInstance> instances(String name) throws GatewayException {
        List<CIMInstance> instances = new ArrayList<>();
        if (value(name).orElse(null) instanceof Object[] array) {
            for (Object one : array) {
                if (!(one instanceof CIMInstance instance)) {
                    throw missing(name);
                }
                instances.add(instance);
            }
        }
        return instances;
    }

    private Optional<Object> value(String name) {
        for (CIMArgument<?> argument : out) {
            if (argument != null && argument.getName().equalsIgnoreCase(name)) {
                return Optional.ofNullable(argument.getValue());
            }
        }
        return Optional.empty();
    }

    private GatewayException missing(String name) {
        return new GatewayException(
                Refusal.NOT_UNDERSTOOD, gateway + " answers " + method + " without a proper " + name, null);
    }
}
