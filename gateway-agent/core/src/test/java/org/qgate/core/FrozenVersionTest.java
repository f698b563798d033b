package org.qgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins version 1: the document's vectors, which the code is held against, stay those of gateways in the field. */
class FrozenVersionTest {
    @ParameterizedTest
    @CsvSource({"vector, 20", "message, 14"})
    void vectorsOfVersionOneStayAsTheyAre(String kind, int atLeast) {
        assertThat(ProtocolDocument.frozen().vectors(kind)).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(ProtocolDocument.read().vectors(kind))
                .containsAll(ProtocolDocument.frozen().vectors(kind));
    }
}
