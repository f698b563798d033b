package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines(LinkTimers.withPeriod(TimeUnit.MILLISECONDS.toNanos(20)));

    @ParameterizedTest
    @EnumSource(Suite.class)
    void limitsTheVolumeOfAKeyByTheBlocksOfItsCipher(Suite suite) {
        long bytes = suite == Suite.TRIPLE_DES_HMAC_SHA_256 ? 1L << 26 : 1L << 36;
        for (SaLimits limits : new SaLimits[] {deadlines.outboundLimits(suite), deadlines.inboundLimits(suite)}) {
            assertThat(limits.hardBytes()).isEqualTo(bytes);
            assertThat(limits.softBytes()).isEqualTo(bytes / 8 * 7);
        }
    }
}
