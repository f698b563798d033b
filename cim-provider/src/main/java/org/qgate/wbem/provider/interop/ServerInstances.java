package org.qgate.wbem.provider.interop;

import java.util.ArrayList;
import java.util.List;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.KeyBinding;

/** The server, its object manager, namespaces and endpoints: in the model of today and in the one that older clients ask for. */
final class ServerInstances {
    static final String NAMESPACE = "root/interop";

    private static final String SYSTEM = "QGATE_ServerSystem";
    private static final String OBJECT_MANAGER = "QGATE_ObjectManager";
    private static final String SERVER = "QGATE_WBEMServer";
    private static final String MECHANISM = "QGATE_CIMXMLCommunicationMechanism";
    private static final String OLD_NAMESPACE = "QGATE_Namespace";
    private static final String SERVER_NAMESPACE = "QGATE_WBEMServerNamespace";
    private static final String CAPABILITIES = "QGATE_WBEMServerCapabilities";
    private static final String PRODUCT = "QGate WBEM server";

    private static final int OK = 2;
    private static final int ENABLED = 2;
    private static final int HEALTH_OK = 5;
    private static final int CIM_XML = 2;
    private static final int NOT_ADVERTISED = 2;
    private static final int BASIC = 3;
    private static final int ONE_POINT_FOUR = 1;

    private final ServerDescription server;
    private final List<CimInstance> made = new ArrayList<>();

    ServerInstances(ServerDescription server) {
        this.server = server;
    }

    List<CimInstance> all() {
        CimObjectPath system = path(SYSTEM, "CreationClassName", SYSTEM, "Name", server.system());
        add(running(instance(system).set("ElementName", server.system()).set("NameFormat", "Other")));
        CimObjectPath manager = scoped(OBJECT_MANAGER, "qgate-wbem");
        add(running(instance(manager)
                .set("ElementName", PRODUCT)
                .set("Description", PRODUCT + " version " + server.version())
                .set("Version", server.version())
                .set("Started", true)
                .set("GatherStatisticalData", false)));
        CimObjectPath wbemServer = scoped(SERVER, "qgate-wbem");
        add(running(instance(wbemServer)
                .set("ElementName", PRODUCT)
                .set("Description", PRODUCT + " version " + server.version())
                .set("Version", server.version())
                .set("Started", true)));
        tie("CIM_HostedService", "Antecedent", system, "Dependent", manager);
        tie("CIM_HostedService", "Antecedent", system, "Dependent", wbemServer);
        CimObjectPath capabilities = path(CAPABILITIES, "InstanceID", id("capabilities"));
        add(instance(capabilities).set("ElementName", PRODUCT).set("ElementNameEditSupported", false));
        tie("CIM_ElementCapabilities", "ManagedElement", wbemServer, "Capabilities", capabilities);
        server.endpoints().forEach(url -> endpoint(system, manager, wbemServer, url));
        server.namespaces().forEach(name -> namespace(manager, name));
        return made;
    }

    private void endpoint(CimObjectPath system, CimObjectPath manager, CimObjectPath wbemServer, String url) {
        CimObjectPath mechanism = scoped(MECHANISM, url);
        add(running(instance(mechanism)
                .set("ElementName", url)
                .uint16("CommunicationMechanism", CIM_XML)
                .set("FunctionalProfilesSupported", CimArray.ofUint16(2, 3, 4, 5, 6, 7, 8, 9, 10))
                .set("MultipleOperationsSupported", false)
                .set("AuthenticationMechanismsSupported", CimArray.ofUint16(BASIC))
                .set("Version", "1.4")
                .set("AdvertiseTypes", CimArray.ofUint16(NOT_ADVERTISED))
                .uint16("CIMXMLProtocolVersion", ONE_POINT_FOUR)
                .set("CIMValidated", false)
                .set("PulledEnumerationClosureOnExceedingServerLimitsSupported", true)
                .set("PulledEnumerationContinuationOnErrorSupported", false)
                .uint32("PulledEnumerationMinimumOperationTimeout", 1)
                .uint32("PulledEnumerationMaximumOperationTimeout", server.idleSecondsMax())
                .set("PulledEnumerationNoOperationTimeoutSupported", CimBoolean.FALSE)));
        tie("CIM_HostedAccessPoint", "Antecedent", system, "Dependent", mechanism);
        tie("CIM_CommMechanismForManager", "Antecedent", manager, "Dependent", mechanism);
        tie("CIM_ServiceAccessBySAP", "Antecedent", wbemServer, "Dependent", mechanism);
    }

    private void namespace(CimObjectPath manager, String name) {
        CimObjectPath old = path(
                OLD_NAMESPACE,
                "SystemCreationClassName",
                SYSTEM,
                "SystemName",
                server.system(),
                "ObjectManagerCreationClassName",
                OBJECT_MANAGER,
                "ObjectManagerName",
                "qgate-wbem",
                "CreationClassName",
                OLD_NAMESPACE,
                "Name",
                name);
        add(instance(old).set("ElementName", name).uint16("ClassInfo", 1).set("DescriptionOfClassInfo", "CIM 2.49.0"));
        tie("CIM_NamespaceInManager", "Antecedent", manager, "Dependent", old);
        CimInstance schema = CimInstance.builder("CIM_SchemaInformationStructure")
                .set("Name", "CIM")
                .set("Version", "2.49.0")
                .build();
        CimObjectPath present = path(SERVER_NAMESPACE, "InstanceID", id("namespace:" + name));
        add(instance(present).set("ElementName", name).set("Name", name).set("SchemaInformation", CimArray.of(schema)));
    }

    private CimInstance.Builder running(CimInstance.Builder builder) {
        return builder.set("OperationalStatus", CimArray.ofUint16(OK))
                .uint16("HealthState", HEALTH_OK)
                .uint16("EnabledState", ENABLED)
                .uint16("RequestedState", 12)
                .set("TimeOfLastStateChange", CimDateTime.of(server.started()));
    }

    private void add(CimInstance.Builder builder) {
        made.add(builder.build());
    }

    private void tie(String className, String left, CimObjectPath one, String right, CimObjectPath other) {
        made.add(tie(NAMESPACE, className, left, one, right, other));
    }

    static CimInstance tie(
            String namespace, String className, String left, CimObjectPath one, String right, CimObjectPath other) {
        return CimInstance.builder(className)
                .set(left, one)
                .set(right, other)
                .path(CimObjectPath.of(namespace, className, new KeyBinding(left, one), new KeyBinding(right, other)))
                .build();
    }

    private String id(String name) {
        return "QGate:" + server.system() + ":" + name;
    }

    private CimObjectPath scoped(String className, String name) {
        return path(
                className,
                "SystemCreationClassName",
                SYSTEM,
                "SystemName",
                server.system(),
                "CreationClassName",
                className,
                "Name",
                name);
    }

    static CimInstance.Builder instance(CimObjectPath path) {
        CimInstance.Builder builder = CimInstance.builder(path.className()).path(path);
        path.keys().forEach(key -> builder.set(key.name(), key.value()));
        return builder;
    }

    static CimObjectPath path(String className, String... keysAndValues) {
        List<KeyBinding> keys = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            keys.add(new KeyBinding(keysAndValues[i], new CimString(keysAndValues[i + 1])));
        }
        return new CimObjectPath(null, NAMESPACE, className, keys);
    }

    /** The server's path, which profiles about it end at. */
    static CimObjectPath server(ServerDescription description) {
        return new ServerInstances(description).scoped(SERVER, "qgate-wbem");
    }
}
