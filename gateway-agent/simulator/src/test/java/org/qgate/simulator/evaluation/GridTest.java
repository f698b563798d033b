package org.qgate.simulator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void isTableThreeUnlessToldOtherwise() {
        assertThat(Grid.parse("full").cells())
                .hasSize(64)
                .doesNotHaveDuplicates()
                .startsWith(new Cell(5, 25, 1000))
                .endsWith(new Cell(70, 200, 1900));
    }

    @Test
    void takesListsThatStandForPartsOfIt() {
        Grid grid = Grid.parse("rate=1500; sas=15,5");
        assertThat(grid.installedSas()).isEqualTo(List.of(5, 15));
        assertThat(grid.intervalsMillis()).isEqualTo(List.of(25, 50, 100, 200));
        assertThat(grid.cells()).hasSize(8);
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grid.parse("speed=3"))
                .withMessageContaining("speed=3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grid.parse("sas=some"))
                .withMessageContaining("'some'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grid.parse("sas=0"))
                .withMessageContaining("outside 1 to");
    }
}
