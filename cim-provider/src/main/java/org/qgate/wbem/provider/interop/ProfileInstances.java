package org.qgate.wbem.provider.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;

/** Registered profiles (DSP1033), tied to what keeps to them in both namespaces. */
final class ProfileInstances {
    private static final String PROFILE = "QGATE_RegisteredProfile";
    private static final String CONFORMS = "CIM_ElementConformsToProfile";
    private static final int NOT_ADVERTISED = 2;

    private final ServerDescription server;
    private final CimObjectPath gateway;

    ProfileInstances(ServerDescription server, CimObjectPath gateway) {
        this.server = server;
        this.gateway = gateway;
    }

    List<CimInstance> all() {
        CimObjectPath wbemServer = ServerInstances.server(server);
        List<Profile> profiles = List.of(
                Profile.ofDmtf("Profile Registration", "1.1.0"),
                Profile.ofDmtf("Indications", "1.2.2"),
                Profile.ofDmtf("WBEM Server", "1.0.1", wbemServer),
                new Profile(
                        Profile.ORGANIZATION_OTHER,
                        Optional.of("QGate"),
                        "QKD IPsec Gateway",
                        "1.0.0",
                        List.of(gateway)));
        List<CimInstance> made = new ArrayList<>();
        profiles.forEach(profile -> make(profile, made));
        return made;
    }

    private void make(Profile profile, List<CimInstance> made) {
        CimObjectPath path =
                ServerInstances.path(PROFILE, "InstanceID", "QGate:" + server.system() + ":profile:" + profile.id());
        CimInstance.Builder builder = ServerInstances.instance(path)
                .set("ElementName", profile.name())
                .uint16("RegisteredOrganization", profile.organization())
                .set("RegisteredName", profile.name())
                .set("RegisteredVersion", profile.version())
                .set("AdvertiseTypes", CimArray.ofUint16(NOT_ADVERTISED));
        profile.otherOrganization().ifPresent(name -> builder.set("OtherRegisteredOrganization", name));
        made.add(builder.build());
        for (CimObjectPath element : profile.central()) {
            made.add(conforms(ServerInstances.NAMESPACE, path, element));
            String other = element.namespace();
            if (other != null && !other.equals(ServerInstances.NAMESPACE)) {
                made.add(conforms(other, path, element));
            }
        }
    }

    private static CimInstance conforms(String namespace, CimObjectPath profile, CimObjectPath element) {
        return ServerInstances.tie(namespace, CONFORMS, "ConformantStandard", profile, "ManagedElement", element);
    }
}
