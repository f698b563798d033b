package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;

class SaTableTest {
    private static final Tunnel TUNNEL = Tunnel.between(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"));

    private static InboundSa sa(Keys keys, int spi) {
        SaParameters parameters = SaParameters.of(spi, 1, EspAlgorithm.AES_GCM_16_128, TUNNEL)
                .with(new SaParameters.SequenceRules(true, 32));
        return new InboundSa(parameters, keys.random(EspAlgorithm.AES_GCM_16_128, spi), 0);
    }

    @Test
    void holdsWhatAMapHolds() throws LinuxException {
        Random random = new Random(3);
        try (Keys keys = new Keys()) {
            InboundSa[] some = new InboundSa[8];
            for (int i = 0; i < some.length; i++) {
                some[i] = sa(keys, 256 + i);
            }
            SaTable<InboundSa> table = new SaTable<>(4);
            Map<Integer, InboundSa> expected = new HashMap<>();
            for (int step = 0; step < 20_000; step++) {
                // Few numbers and fewer chains, so that chains grow long and numbers come again.
                int number = random.nextInt(40) * 0x0101_0101;
                if (random.nextBoolean()) {
                    InboundSa sa = some[random.nextInt(some.length)];
                    table.put(number, sa);
                    expected.put(number, sa);
                } else {
                    table.remove(number);
                    expected.remove(number);
                }
                int asked = random.nextInt(40) * 0x0101_0101;
                assertThat(table.find(asked)).isSameAs(expected.get(asked));
            }
            table.clear();
            assertThat(table.find(0)).isNull();
        }
    }
}
