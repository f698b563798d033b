/**
 * Joins the parts to an engine: one thread takes packets from the TUN device, through filter and cipher, to the network;
 * one takes ESP from the network, through cipher and filter, to the TUN device; one watches lifetimes.
 *
 * <p>May use all other packages of the engine. Start with {@link org.qgate.engine.loop.Engine}.
 */
@NullMarked
package org.qgate.engine.loop;

import org.jspecify.annotations.NullMarked;
