package org.qgate.wbem.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.qgate.wbem.provider.Role;

/**
 * Which role an operation needs: the first rule that covers it decides, and after the configured rules come the built-in ones. What no
 * rule covers needs {@link Role#ADMIN}.
 */
public final class AccessPolicy {
    private static final Set<String> READING = Set.of(
            "getclass",
            "enumerateclasses",
            "enumerateclassnames",
            "getinstance",
            "enumerateinstances",
            "enumerateinstancenames",
            "getproperty",
            "getqualifier",
            "enumeratequalifiers",
            "associators",
            "associatornames",
            "references",
            "referencenames",
            "execquery",
            "openenumerateinstances",
            "openenumerateinstancepaths",
            "openassociatorinstances",
            "openassociatorinstancepaths",
            "openreferenceinstances",
            "openreferenceinstancepaths",
            "openqueryinstances",
            "pullinstanceswithpath",
            "pullinstancepaths",
            "pullinstances",
            "closeenumeration",
            "enumerationcount");

    private static final List<AccessRule> BUILT_IN = List.of(
            rule("ModifyInstance", "CIM_ListenerDestination", Role.ADMIN),
            rule("ModifyInstance", "CIM_IndicationFilter", Role.ADMIN),
            rule("ModifyInstance", "CIM_IndicationSubscription", Role.ADMIN),
            rule("SetProperty", "CIM_ListenerDestination", Role.ADMIN),
            rule("SetProperty", "CIM_IndicationFilter", Role.ADMIN),
            rule("SetProperty", "CIM_IndicationSubscription", Role.ADMIN),
            rule("ModifyInstance", "*", Role.OPERATOR),
            rule("SetProperty", "*", Role.OPERATOR),
            new AccessRule("InvokeMethod", "QGATE_LinkConfigurationService", "GetConfiguration", Role.VIEWER),
            rule("InvokeMethod", "*", Role.OPERATOR));

    private final List<AccessRule> configured;

    /** The configured rules, the most particular ones first. */
    public AccessPolicy(List<AccessRule> configured) {
        this.configured = List.copyOf(configured);
    }

    /**
     * The role that an operation needs.
     *
     * @param lineage the class and its superclasses; empty if the operation is on none
     * @param method extrinsic method, or empty
     */
    public Role needed(String operation, List<String> lineage, String method) {
        for (AccessRule rule : configured) {
            if (rule.covers(operation, lineage, method)) {
                return rule.role();
            }
        }
        if (READING.contains(operation.toLowerCase(Locale.ROOT))) {
            return Role.VIEWER;
        }
        for (AccessRule rule : BUILT_IN) {
            if (rule.covers(operation, lineage, method)) {
                return rule.role();
            }
        }
        return Role.ADMIN;
    }

    private static AccessRule rule(String operation, String className, Role role) {
        return new AccessRule(operation, className, "*", role);
    }
}
