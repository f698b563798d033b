package org.qgate.lab.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkSettingsTest {
    @Test
    void sustainsAPeriodInWhichBothDirectionsGetOneKey() {
        LinkSettings settings = new LinkSettings(Duration.ofMillis(20), 28_800);

        assertThat(settings.sustainedPeriodMillis()).isCloseTo(20, within(1e-9));
    }
}
