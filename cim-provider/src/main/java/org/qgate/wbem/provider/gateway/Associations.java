package org.qgate.wbem.provider.gateway;

import java.util.List;
import java.util.Map;
import org.qgate.control.AlarmStatus;
import org.qgate.control.Channel;
import org.qgate.control.ControlReply.Configurations;
import org.qgate.control.Direction;
import org.qgate.control.LinkConfiguration;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkStatus;
import org.qgate.control.SaStatus;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;

/** What ties the gateway's objects together. Made of one reading, by association class. */
final class Associations {
    /** Association classes that this gateway has instances of. */
    static final List<String> CLASSES = List.of(
            "CIM_BindsTo",
            "CIM_ElementSettingData",
            "CIM_ElementStatisticalData",
            "CIM_EntriesInFilterList",
            "CIM_FilterOfPacketCondition",
            "CIM_FilterOfSecurityAssociation",
            "CIM_HostedAccessPoint",
            "CIM_HostedService",
            "CIM_IPsecPolicyForSystem",
            "CIM_PacketConditionInSARule",
            "CIM_PeerGatewayForPreconfiguredTunnel",
            "CIM_PeerOfSAEndpoint",
            "CIM_PolicyActionInPolicyRule",
            "CIM_PolicySetAppliesToElement",
            "CIM_PolicySetComponent",
            "CIM_RuleThatGeneratedSA",
            "CIM_ServiceAccessBySAP",
            "CIM_ServiceAffectsElement",
            "CIM_SystemComponent",
            "CIM_TransformOfPreconfiguredAction",
            "CIM_TransformOfSecurityAssociation",
            "QGATE_AlarmOfElement",
            "QGATE_KeyPoolOfLink",
            "QGATE_KeySourceOfPool");

    private static final String ANTECEDENT = Ties.ANTECEDENT;
    private static final String DEPENDENT = Ties.DEPENDENT;
    private static final String GROUP = "GroupComponent";
    private static final String PART = "PartComponent";
    private static final int IS_CURRENT = 1;

    private final GatewayNames names;
    private final AgentReading reading;
    private final Ties ties = new Ties();

    private Associations(GatewayNames names, AgentReading reading) {
        this.names = names;
        this.reading = reading;
    }

    /** Every association, by class. */
    static Map<String, List<CimInstance>> of(GatewayNames names, AgentReading reading) {
        Associations associations = new Associations(names, reading);
        associations.tieSystem();
        LinkInstances.linksOf(reading).forEach(associations::tieLink);
        ConfigurationInstances.configurations(reading).ifPresent(associations::tieConfigurations);
        return associations.ties.made();
    }

    private void tieSystem() {
        ties.tie("CIM_HostedService", ANTECEDENT, names.gateway(), DEPENDENT, names.agentService());
        ties.tie("CIM_HostedService", ANTECEDENT, names.gateway(), DEPENDENT, names.keyService());
        ties.tie("CIM_HostedService", ANTECEDENT, names.gateway(), DEPENDENT, names.configurationService());
        ties.tie("CIM_IPsecPolicyForSystem", ANTECEDENT, names.gateway(), DEPENDENT, names.policy());
    }

    private void tieLink(LinkStatus link) {
        CimObjectPath path = names.link(link.link());
        ties.tie("CIM_HostedAccessPoint", ANTECEDENT, names.gateway(), DEPENDENT, path);
        ties.tieOnce("CIM_HostedAccessPoint", ANTECEDENT, names.gateway(), DEPENDENT, names.peer(link));
        ties.tie("CIM_ServiceAffectsElement", "AffectedElement", path, "AffectingElement", names.agentService());
        for (Direction direction : Direction.values()) {
            tieStatistics(path, names.linkStatistics(link.link(), direction));
        }
        for (AlarmStatus alarm : link.alarms()) {
            ties.tie("QGATE_AlarmOfElement", ANTECEDENT, path, DEPENDENT, names.alarm(link.link(), alarm.code()));
        }
        tiePolicy(link);
        tieKeys(link.link());
        reading.last().flatMap(last -> last.sas(link.link())).ifPresent(sas -> tieSas(link, sas));
    }

    private void tieConfigurations(Configurations configurations) {
        CimProperty current = CimProperty.of("IsCurrent", CimInteger.uint16(IS_CURRENT));
        for (LinkConfiguration link : configurations.links()) {
            CimObjectPath setting = names.linkSetting(link.name());
            tieToConfigurationService(setting);
            boolean runs = LinkInstances.linksOf(reading).stream()
                    .anyMatch(one -> one.link().equals(link.name()));
            if (runs) {
                CimObjectPath running = names.link(link.name());
                ties.tie("CIM_ElementSettingData", "ManagedElement", running, "SettingData", setting, current);
            }
        }
        configurations.changes().forEach(change -> tieToConfigurationService(names.linkChange(change.link())));
    }

    private void tieToConfigurationService(CimObjectPath element) {
        ties.tie(
                "CIM_ServiceAffectsElement",
                "AffectedElement",
                element,
                "AffectingElement",
                names.configurationService());
    }

    private void tiePolicy(LinkStatus link) {
        String name = link.link();
        ties.tie("CIM_PolicySetComponent", GROUP, names.policy(), PART, names.rule(name));
        ties.tie("CIM_PolicyActionInPolicyRule", GROUP, names.rule(name), PART, names.action(name));
        ties.tie("CIM_PacketConditionInSARule", GROUP, names.rule(name), PART, names.condition(name));
        ties.tie("CIM_PolicySetAppliesToElement", "PolicySet", names.rule(name), "ManagedElement", names.link(name));
        ties.tie("CIM_PeerGatewayForPreconfiguredTunnel", ANTECEDENT, names.peer(link), DEPENDENT, names.action(name));
        ties.tie(
                "CIM_TransformOfPreconfiguredAction", ANTECEDENT, names.transform(name), DEPENDENT, names.action(name));
        for (Direction direction : Direction.values()) {
            CimObjectPath list = names.selectorList(name, direction);
            ties.tie("CIM_SystemComponent", GROUP, names.gateway(), PART, list);
            ties.tie("CIM_FilterOfPacketCondition", ANTECEDENT, list, DEPENDENT, names.condition(name));
            int count = PolicyInstances.selectorsOf(reading, name).size();
            for (int number = 0; number < count; number++) {
                ties.tie(
                        "CIM_EntriesInFilterList",
                        GROUP,
                        list,
                        PART,
                        names.selector(name, direction, number),
                        CimProperty.of("EntrySequence", CimInteger.uint16(number)));
            }
        }
    }

    private void tieKeys(String link) {
        if (reading.last().flatMap(last -> last.pool(link)).isEmpty()) {
            return;
        }
        CimObjectPath pool = names.keyPool(link);
        CimObjectPath source = names.keySource(link);
        ties.tie("CIM_HostedAccessPoint", ANTECEDENT, names.gateway(), DEPENDENT, source);
        ties.tie("CIM_SystemComponent", GROUP, names.gateway(), PART, pool);
        ties.tie("CIM_ServiceAccessBySAP", ANTECEDENT, names.keyService(), DEPENDENT, source);
        ties.tie("CIM_ServiceAffectsElement", "AffectedElement", pool, "AffectingElement", names.keyService());
        ties.tie("QGATE_KeyPoolOfLink", ANTECEDENT, pool, DEPENDENT, names.link(link));
        ties.tie("QGATE_KeySourceOfPool", ANTECEDENT, source, DEPENDENT, pool);
    }

    private void tieSas(LinkStatus link, LinkSas sas) {
        CimObjectPath path = names.link(link.link());
        sas.windows()
                .forEach(window ->
                        tieStatistics(path, names.windowStatistics(link.link(), window.direction(), window.channel())));
        for (SaStatus sa : sas.current()) {
            CimObjectPath association = names.sa(link.link(), sa);
            ties.tie("CIM_HostedAccessPoint", ANTECEDENT, names.gateway(), DEPENDENT, association);
            ties.tie("CIM_BindsTo", ANTECEDENT, path, DEPENDENT, association);
            ties.tie("CIM_PeerOfSAEndpoint", ANTECEDENT, names.peer(link), DEPENDENT, association);
            ties.tie("CIM_RuleThatGeneratedSA", ANTECEDENT, names.rule(link.link()), DEPENDENT, association);
            ties.tie(
                    "CIM_TransformOfSecurityAssociation",
                    "ManagedElement",
                    association,
                    "SettingData",
                    names.transform(link.link()));
            tieStatistics(association, names.saStatistics(link.link(), sa));
            if (sa.channel() == Channel.DATA) {
                ties.tie(
                        "CIM_FilterOfSecurityAssociation",
                        ANTECEDENT,
                        names.selectorList(link.link(), sa.direction()),
                        DEPENDENT,
                        association);
            }
        }
    }

    private void tieStatistics(CimObjectPath element, CimObjectPath statistics) {
        ties.tie("CIM_ElementStatisticalData", "ManagedElement", element, "Stats", statistics);
    }
}
