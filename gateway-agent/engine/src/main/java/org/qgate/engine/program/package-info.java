/**
 * The program {@code qgate-engine}: command line, and the one place that puts the parts together.
 *
 * <p>May use all other packages of the engine. Start with {@link org.qgate.engine.program.EngineMain}.
 */
@NullMarked
package org.qgate.engine.program;

import org.jspecify.annotations.NullMarked;
