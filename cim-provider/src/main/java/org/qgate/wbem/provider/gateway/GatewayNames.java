package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.qgate.control.Channel;
import org.qgate.control.Direction;
import org.qgate.control.LinkStatus;
import org.qgate.control.SaStatus;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.KeyBinding;

/** Classes of the gateway's objects, and the keys that name them. */
final class GatewayNames {
    static final String NAMESPACE = "root/qgate";

    static final String GATEWAY = "QGATE_Gateway";
    static final String AGENT_SERVICE = "QGATE_AgentService";
    static final String KEY_SERVICE = "QGATE_KeyService";
    static final String LINK = "QGATE_Link";
    static final String LINK_STATISTICS = "QGATE_LinkStatistics";
    static final String WINDOW_STATISTICS = "QGATE_SAWindowStatistics";
    static final String SA = "QGATE_SecurityAssociation";
    static final String SA_STATISTICS = "QGATE_SAStatistics";
    static final String PEER = "QGATE_PeerGateway";
    static final String POLICY = "QGATE_LinkPolicy";
    static final String RULE = "QGATE_LinkRule";
    static final String ACTION = "QGATE_TunnelAction";
    static final String TRANSFORM = "QGATE_Transform";
    static final String CONDITION = "QGATE_SelectorCondition";
    static final String SELECTOR_LIST = "QGATE_SelectorList";
    static final String SELECTOR = "QGATE_Selector";
    static final String KEY_SOURCE = "QGATE_KeySource";
    static final String KEY_POOL = "QGATE_KeyPool";
    static final String ALARM = "QGATE_Alarm";
    static final String CONFIGURATION_SERVICE = "QGATE_LinkConfigurationService";
    static final String LINK_SETTING = "QGATE_LinkSetting";
    static final String LINK_CHANGE = "QGATE_LinkChange";
    static final String METRIC_DEFINITION = "QGATE_MetricDefinition";
    static final String METRIC_VALUE = "QGATE_MetricValue";

    private static final String[] SCOPED = {"SystemCreationClassName", "SystemName", "CreationClassName", "Name"};
    private static final String[] RULED = {
        "SystemCreationClassName", "SystemName", "PolicyRuleCreationClassName", "PolicyRuleName", "CreationClassName"
    };

    private final String system;

    /**
     * @param system name of the gateway in all keys
     */
    GatewayNames(String system) {
        this.system = system;
    }

    String system() {
        return system;
    }

    CimObjectPath gateway() {
        return path(GATEWAY, "CreationClassName", GATEWAY, "Name", system);
    }

    CimObjectPath agentService() {
        return scoped(AGENT_SERVICE, "agent");
    }

    CimObjectPath keyService() {
        return scoped(KEY_SERVICE, "keys");
    }

    CimObjectPath configurationService() {
        return scoped(CONFIGURATION_SERVICE, "configuration");
    }

    CimObjectPath linkSetting(String link) {
        return identified(LINK_SETTING, link);
    }

    CimObjectPath linkChange(String link) {
        return identified(LINK_CHANGE, link);
    }

    CimObjectPath link(String link) {
        return scoped(LINK, link);
    }

    CimObjectPath peer(LinkStatus link) {
        return scoped(PEER, link.peer() + "@" + link.peerAddress());
    }

    CimObjectPath keySource(String link) {
        return scoped(KEY_SOURCE, link);
    }

    CimObjectPath sa(String link, SaStatus sa) {
        return scoped(SA, link + "/" + word(sa.direction()) + "/" + word(sa.channel()));
    }

    CimObjectPath selectorList(String link, Direction direction) {
        return scoped(SELECTOR_LIST, link + "/" + word(direction));
    }

    CimObjectPath selector(String link, Direction direction, int number) {
        return scoped(SELECTOR, link + "/" + word(direction) + "/" + number);
    }

    CimObjectPath policy() {
        return path(
                POLICY,
                "SystemCreationClassName",
                GATEWAY,
                "SystemName",
                system,
                "CreationClassName",
                POLICY,
                "PolicyGroupName",
                "links");
    }

    CimObjectPath rule(String link) {
        return path(
                RULE,
                "SystemCreationClassName",
                GATEWAY,
                "SystemName",
                system,
                "CreationClassName",
                RULE,
                "PolicyRuleName",
                link);
    }

    CimObjectPath action(String link) {
        return ruled(ACTION, link, "PolicyActionName", "tunnel");
    }

    CimObjectPath condition(String link) {
        return ruled(CONDITION, link, "PolicyConditionName", "selectors");
    }

    CimObjectPath transform(String link) {
        return identified(TRANSFORM, link);
    }

    CimObjectPath keyPool(String link) {
        return identified(KEY_POOL, link);
    }

    CimObjectPath metricDefinition(Metric metric) {
        return path(METRIC_DEFINITION, "Id", id(METRIC_DEFINITION, metric.word()));
    }

    CimObjectPath metricValue(Measurement measured) {
        return identified(METRIC_VALUE, measured.metric().word() + ":" + measured.id());
    }

    CimObjectPath alarm(String link, String code) {
        return identified(ALARM, link + ":" + code);
    }

    CimObjectPath linkStatistics(String link, Direction direction) {
        return identified(LINK_STATISTICS, link + ":" + word(direction));
    }

    CimObjectPath windowStatistics(String link, Direction direction, Channel channel) {
        return identified(WINDOW_STATISTICS, link + ":" + word(direction) + ":" + word(channel));
    }

    CimObjectPath saStatistics(String link, SaStatus sa) {
        return identified(SA_STATISTICS, link + ":" + word(sa.direction()) + ":" + word(sa.channel()));
    }

    /** Starts the instance that a path names, with its keys as properties. */
    static CimInstance.Builder instance(CimObjectPath path) {
        CimInstance.Builder builder = CimInstance.builder(path.className()).path(path);
        path.keys().forEach(key -> builder.set(key.name(), key.value()));
        return builder;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private CimObjectPath scoped(String className, String name) {
        return path(className, SCOPED[0], GATEWAY, SCOPED[1], system, SCOPED[2], className, SCOPED[3], name);
    }

    private CimObjectPath ruled(String className, String link, String key, String name) {
        return path(
                className, RULED[0], GATEWAY, RULED[1], system, RULED[2], RULE, RULED[3], link, RULED[4], className,
                key, name);
    }

    private CimObjectPath identified(String className, String id) {
        return path(className, "InstanceID", id(className, id));
    }

    private String id(String className, String what) {
        return "QGate:" + system + ":" + className.substring("QGATE_".length()) + ":" + what;
    }

    private static CimObjectPath path(String className, String... keysAndValues) {
        List<KeyBinding> keys = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.add(new KeyBinding(keysAndValues[i], new CimString(keysAndValues[i + 1])));
        }
        return new CimObjectPath(null, NAMESPACE, className, keys);
    }
}
