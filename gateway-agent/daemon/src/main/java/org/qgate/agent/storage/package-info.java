/**
 * What an agent must remember over a crash: its durable marks, in a journal of its own, and that it is alone in its directory.
 *
 * <p>No secret is stored here. Uses files and {@code core.model}. Start at {@link org.qgate.agent.storage.MarksJournal} for the
 * format and {@link org.qgate.agent.storage.MarksWriter} for how a link waits for the disk.
 */
@NullMarked
package org.qgate.agent.storage;

import org.jspecify.annotations.NullMarked;
