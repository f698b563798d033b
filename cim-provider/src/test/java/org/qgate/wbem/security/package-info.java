/** Users, roles, certificates and the audit log. */
@NullMarked
package org.qgate.wbem.security;

import org.jspecify.annotations.NullMarked;
