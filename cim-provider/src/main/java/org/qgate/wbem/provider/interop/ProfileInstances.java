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
    private static final String REFERENCED = "CIM_ReferencedProfile";
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
        Profile metrics = Profile.ofDmtf("Base Metrics", "1.0.1");
        Profile whole = new Profile(
                Profile.ORGANIZATION_OTHER, Optional.of("QGate"), "QKD IPsec Gateway", "1.0.0", List.of(gateway));
        List<Profile> profiles = List.of(
                Profile.ofDmtf("Profile Registration", "1.1.0"),
                Profile.ofDmtf("Indications", "1.2.2"),
                Profile.ofDmtf("WBEM Server", "1.0.1", wbemServer),
                metrics,
                whole);
        List<CimInstance> made = new ArrayList<>();
        profiles.forEach(profile -> make(profile, made));
        // What keeps to a component profile is found by way of the profile that refers to it (DSP1033).
        made.add(ServerInstances.tie(
                ServerInstances.NAMESPACE, REFERENCED, "Antecedent", path(metrics), "Dependent", path(whole)));
        return made;
    }

    private CimObjectPath path(Profile profile) {
        return ServerInstances.path(PROFILE, "InstanceID", "QGate:" + server.system() + ":profile:" + profile.id());
    }

    private void make(Profile profile, List<CimInstance> made) {
        CimObjectPath path = path(profile);
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
