package org.qgate.wbem.provider.interop;

import java.util.List;
import java.util.Optional;
import org.qgate.wbem.model.CimObjectPath;

/**
 * A profile that the gateway keeps to.
 *
 * @param organization by number of RegisteredOrganization
 * @param otherOrganization its name, if the number says Other
 * @param central classes of the instances that the profile is about, by namespace
 */
record Profile(
        int organization,
        Optional<String> otherOrganization,
        String name,
        String version,
        List<CimObjectPath> central) {
    static final int ORGANIZATION_OTHER = 1;
    static final int ORGANIZATION_DMTF = 2;

    Profile {
        central = List.copyOf(central);
    }

    static Profile ofDmtf(String name, String version, CimObjectPath... central) {
        return new Profile(ORGANIZATION_DMTF, Optional.empty(), name, version, List.of(central));
    }

    /** Names the profile within all profiles. */
    String id() {
        return otherOrganization.orElse("DMTF") + ":" + name + ":" + version;
    }
}
