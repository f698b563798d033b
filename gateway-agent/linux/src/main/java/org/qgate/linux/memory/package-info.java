/**
 * Memory for secrets: outside the Java heap, locked against swapping, absent from core dumps and from forked children,
 * zeroed when given back.
 *
 * <p>May use {@code libc} only. Start with {@link org.qgate.linux.memory.SecretArena}; a program that holds keys calls
 * {@link org.qgate.linux.memory.ProcessHardening} first thing.
 */
@NullMarked
package org.qgate.linux.memory;

import org.jspecify.annotations.NullMarked;
