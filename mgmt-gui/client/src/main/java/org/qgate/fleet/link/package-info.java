/**
 * What the client knows of a link: how one end is configured, and how far a change of it is. Records only; everything else here speaks in
 * them. Start with {@link org.qgate.fleet.link.LinkSetting}.
 */
@NullMarked
package org.qgate.fleet.link;

import org.jspecify.annotations.NullMarked;
