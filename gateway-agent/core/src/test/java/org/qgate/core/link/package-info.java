@org.jspecify.annotations.NullMarked
package org.qgate.core.link;
