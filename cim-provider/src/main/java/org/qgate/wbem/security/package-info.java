/**
 * Who may do what: users and their slow password hashes, client certificates, roles per operation and class, the server's own certificate,
 * the audit log.
 *
 * <p>May use the JDK and the roles that providers know, nothing of Jetty; class and operation names come in as text. Start at {@link
 * org.qgate.wbem.security.PasswordAuthenticator} and {@link org.qgate.wbem.security.AccessPolicy}.
 */
@NullMarked
package org.qgate.wbem.security;

import org.jspecify.annotations.NullMarked;
