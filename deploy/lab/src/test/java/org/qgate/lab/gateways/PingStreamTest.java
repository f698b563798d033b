package org.qgate.lab.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingStreamTest {
    private final PingStream stream = new PingStream(Duration.ofSeconds(1));

    @Test
    void countsAnswersAndSilenceWhileItRuns() {
        stream.accept("PING 10.2.0.2 (10.2.0.2) from 10.1.0.2 : 56(84) bytes of data.");
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=1 ttl=62 time=0.3 ms");
        stream.accept("no answer yet for icmp_seq=2");
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=3 ttl=62 time=0.3 ms");

        assertThat(stream.soFar()).isEqualTo(new PingCount(2, 3));
        assertThat(stream.soFar().lost()).isEqualTo(1);
    }

    @Test
    void takesALateAnswerForAnAnswerAndACopyForNone() {
        stream.accept("no answer yet for icmp_seq=1");
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=1 ttl=62 time=120 ms");
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=1 ttl=62 time=121 ms (DUP!)");

        assertThat(stream.soFar()).isEqualTo(new PingCount(1, 1));
    }

    @Test
    void countsAStretchByItsOwnPingsAndNotByWhatComesMeanwhile() {
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=1 ttl=62 time=0.3 ms");
        stream.accept("no answer yet for icmp_seq=2");
        stream.accept("no answer yet for icmp_seq=3");
        int last = stream.last();
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=3 ttl=62 time=33 ms");
        stream.accept("no answer yet for icmp_seq=4");

        assertThat(last).isEqualTo(3);
        assertThat(stream.between(0, last)).isEqualTo(new PingCount(2, 3));
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=2 ttl=62 time=61 ms");
        assertThat(stream.between(0, last).lost()).isZero();
        assertThat(stream.between(last, stream.last())).isEqualTo(new PingCount(0, 1));
    }

    @Test
    void countsOnWhenSequenceNumbersBeginAgain() {
        for (int number = 1; number <= 65_537; number += 256) {
            stream.accept("64 bytes from 10.2.0.2: icmp_seq=" + number % 65_536 + " ttl=62 time=0.3 ms");
        }
        stream.accept("no answer yet for icmp_seq=2");

        assertThat(stream.last()).isEqualTo(65_538);
        assertThat(stream.between(65_536, 65_538)).isEqualTo(new PingCount(1, 2));
    }

    @Test
    void believesTheSummary() throws Exception {
        stream.accept("64 bytes from 10.2.0.2: icmp_seq=1 ttl=62 time=0.3 ms");
        stream.accept("20 packets transmitted, 19 received, 5% packet loss, time 1924ms");

        assertThat(stream.await()).isEqualTo(new PingCount(19, 20));
    }
}
