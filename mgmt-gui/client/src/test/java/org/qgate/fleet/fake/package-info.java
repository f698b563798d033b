@NullMarked
package org.qgate.fleet.fake;

import org.jspecify.annotations.NullMarked;
