package org.qgate.fleet.wbem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricshub.wbem.javax.cim.CIMDataType;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.CIMProperty;
import org.metricshub.wbem.javax.cim.UnsignedInteger16;
import org.metricshub.wbem.javax.cim.UnsignedInteger32;
import org.metricshub.wbem.javax.cim.UnsignedInteger64;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.LinkSetting;
import org.qgate.fleet.link.TrafficSelector;

/** {@code QGATE_LinkSetting} to and from {@link LinkSetting}. */
final class SettingInstances {
    static final String CLASS = "QGATE_LinkSetting";

    private SettingInstances() {}

    static LinkSetting read(CIMInstance instance) throws GatewayException {
        CimProperties properties = new CimProperties(instance);
        List<String> local = properties.texts("LocalPrefixes");
        List<String> remote = properties.texts("RemotePrefixes");
        if (local.size() != remote.size()) {
            throw new GatewayException(
                    Refusal.NOT_UNDERSTOOD,
                    "link " + properties.text("LinkName") + " has " + local.size() + " local and " + remote.size()
                            + " remote prefixes",
                    null);
        }
        List<TrafficSelector> selectors = new ArrayList<>();
        for (int n = 0; n < local.size(); n++) {
            selectors.add(new TrafficSelector(local.get(n), remote.get(n)));
        }
        return new LinkSetting(
                properties.text("LinkName"),
                properties.text("PeerName"),
                properties.text("LocalAddress"),
                properties.text("PeerAddress"),
                (int) properties.number("ControlPort"),
                (int) properties.number("HelloPort"),
                properties.text("Suite"),
                properties.number("KeyPeriodMillis"),
                properties.text("OnStarvation"),
                selectors,
                new LinkSetting.KeySource(
                        properties.flag("AcceptSimulatedKeys"), properties.number("KeySourceBitsPerSecond")),
                properties.text("SecretName"));
    }

    /**
     * What is wanted, as an instance.
     *
     * @param running as it is there now: what this program does not know of it is kept
     */
    static CIMInstance write(CIMObjectPath classPath, LinkSetting wanted, Optional<CIMInstance> running) {
        Map<String, CIMProperty<?>> properties = new LinkedHashMap<>();
        if (running.isPresent()) {
            for (CIMProperty<?> property : running.get().getProperties()) {
                if (property.getValue() != null) {
                    put(properties, property);
                }
            }
        }
        text(properties, "LinkName", wanted.link());
        text(properties, "PeerName", wanted.peer());
        text(properties, "LocalAddress", wanted.localAddress());
        text(properties, "PeerAddress", wanted.peerAddress());
        put(
                properties,
                new CIMProperty<>("ControlPort", CIMDataType.UINT16_T, new UnsignedInteger16(wanted.controlPort())));
        put(
                properties,
                new CIMProperty<>("HelloPort", CIMDataType.UINT16_T, new UnsignedInteger16(wanted.helloPort())));
        text(properties, "Suite", wanted.suite());
        put(
                properties,
                new CIMProperty<>(
                        "KeyPeriodMillis", CIMDataType.UINT32_T, new UnsignedInteger32(wanted.periodMillis())));
        text(properties, "OnStarvation", wanted.onStarvation());
        texts(
                properties,
                "LocalPrefixes",
                wanted.selectors().stream().map(TrafficSelector::local).toList());
        texts(
                properties,
                "RemotePrefixes",
                wanted.selectors().stream().map(TrafficSelector::remote).toList());
        put(
                properties,
                new CIMProperty<>(
                        "AcceptSimulatedKeys",
                        CIMDataType.BOOLEAN_T,
                        wanted.keySource().acceptSimulatedKeys()));
        put(
                properties,
                new CIMProperty<>(
                        "KeySourceBitsPerSecond",
                        CIMDataType.UINT64_T,
                        new UnsignedInteger64(String.valueOf(wanted.keySource().rateBitsPerSecond()))));
        text(properties, "SecretName", wanted.secretName());
        return new CIMInstance(classPath, properties.values().toArray(new CIMProperty<?>[0]));
    }

    private static void text(Map<String, CIMProperty<?>> properties, String name, String value) {
        put(properties, new CIMProperty<>(name, CIMDataType.STRING_T, value));
    }

    private static void texts(Map<String, CIMProperty<?>> properties, String name, List<String> values) {
        put(properties, new CIMProperty<>(name, CIMDataType.STRING_ARRAY_T, values.toArray(new String[0])));
    }

    private static void put(Map<String, CIMProperty<?>> properties, CIMProperty<?> property) {
        properties.put(property.getName().toLowerCase(Locale.ROOT), property);
    }
}
