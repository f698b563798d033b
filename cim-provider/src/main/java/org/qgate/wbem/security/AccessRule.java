package org.qgate.wbem.security;

import java.util.List;
import org.qgate.wbem.provider.Role;

/**
 * Names the role that operations need. {@code *} stands for every name; names are compared without case, as CIM does.
 *
 * @param operation intrinsic method such as {@code ModifyInstance}, or {@code InvokeMethod}
 * @param className class that the operation is on, or one of its superclasses
 * @param method extrinsic method
 * @param role needed
 */
public record AccessRule(String operation, String className, String method, Role role) {
    private static final String ANY = "*";

    /** Whether the rule is about this operation. */
    boolean covers(String anOperation, List<String> lineage, String aMethod) {
        return matches(operation, anOperation)
                && matches(method, aMethod)
                && (className.equals(ANY) || lineage.stream().anyMatch(className::equalsIgnoreCase));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals(ANY) || pattern.equalsIgnoreCase(name);
    }
}
