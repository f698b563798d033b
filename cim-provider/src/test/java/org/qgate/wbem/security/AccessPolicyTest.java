package org.qgate.wbem.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.wbem.provider.Role;

class AccessPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "GetInstance, CIM_ComputerSystem, VIEWER",
        "PullInstancesWithPath, CIM_ComputerSystem, VIEWER",
        "ModifyInstance, CIM_ComputerSystem, OPERATOR",
        "InvokeMethod, CIM_ComputerSystem, OPERATOR",
        "ModifyInstance, CIM_IndicationFilter, ADMIN",
        "CreateInstance, CIM_ComputerSystem, ADMIN",
        "DeleteClass, CIM_ComputerSystem, ADMIN",
        "SomethingNew, CIM_ComputerSystem, ADMIN"
    })
    void needsTheLeastRoleThatMakesSense(String operation, String className, Role role) {
        assertThat(new AccessPolicy(List.of()).needed(operation, List.of(className, "CIM_ManagedElement"), ""))
                .isEqualTo(role);
    }

    @Test
    void followsConfiguredRulesFirstAlsoForSubclasses() {
        AccessPolicy policy = new AccessPolicy(List.of(
                new AccessRule("InvokeMethod", "CIM_Service", "RequestStateChange", Role.ADMIN),
                new AccessRule("*", "CIM_Secret", "*", Role.ADMIN)));
        List<String> service = List.of("QGATE_AgentService", "CIM_Service");
        assertThat(policy.needed("invokemethod", service, "requeststatechange")).isEqualTo(Role.ADMIN);
        assertThat(policy.needed("InvokeMethod", service, "StartService")).isEqualTo(Role.OPERATOR);
        assertThat(policy.needed("GetInstance", List.of("CIM_Secret"), "")).isEqualTo(Role.ADMIN);
        assertThat(policy.needed("GetInstance", List.of("CIM_Other"), "")).isEqualTo(Role.VIEWER);
    }
}
