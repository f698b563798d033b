package org.qgate.wbem.cimxml;

import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimType;

/**
 * An argument as it stands in a message.
 *
 * @param type as the message says it; many clients do not, and then the class has to tell
 */
public record CallArgument(String name, @Nullable CimType type, XmlValue value) {}
