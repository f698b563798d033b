package org.qgate.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.Role;
import org.qgate.core.model.SaName;
import org.qgate.core.port.KeyFate;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.secret.PlainSecret;

class KeyLedgerTest {
    private static final LinkName LINK = new LinkName("alice-bob");

    private final List<LinkEffect> effects = new ArrayList<>();
    private final KeyLedger ledger = new KeyLedger(Role.LOW, effects::add);
    private final PlainSecret bits = PlainSecret.filled(5, 36);

    private static SaName sa(long index) {
        return new SaName(LINK, 1, Direction.LOW_TO_HIGH, Channel.DATA, index);
    }

    private static KeyBlock data(long number) {
        return new KeyBlock(Channel.DATA, number);
    }

    private List<KeyFate> fates() {
        return effects.stream()
                .map(effect -> ((LinkEffect.RecordKey) effect).fate())
                .toList();
    }

    @Test
    void ownBlockLivesFromOfferToDestruction() {
        KeyEntry entry = ledger.offer(data(2), sa(1), bits);
        assertThat(entry.state()).isEqualTo(KeyState.OFFERED);
        assertThat(entry.bits()).isSameAs(bits);
        entry.install();
        assertThat(entry.state()).isEqualTo(KeyState.INSTALLED);
        entry.retire();
        assertThat(entry.state()).isEqualTo(KeyState.RETIRED);
        assertThat(ledger.livingCount()).isEqualTo(1);
        entry.destroy();
        assertThat(entry.state()).isEqualTo(KeyState.DESTROYED);
        assertThat(ledger.livingCount()).isZero();
        assertThat(fates()).containsExactly(KeyFate.LEASED, KeyFate.INSTALLED, KeyFate.DESTROYED);
    }

    @Test
    void blockOfThePeerIsReservedFirst() {
        KeyEntry entry = ledger.reserve(data(3), sa(1), bits);
        assertThat(entry.state()).isEqualTo(KeyState.RESERVED);
        entry.install();
        entry.destroy();
        assertThat(fates()).containsExactly(KeyFate.ACCEPTED, KeyFate.INSTALLED, KeyFate.DESTROYED);
        assertThat(effects.get(0))
                .isEqualTo(new LinkEffect.RecordKey(data(3), sa(1), KeyFate.ACCEPTED, bits.length() * Byte.SIZE));
    }

    @Test
    void bitsAreWipedWhenTheyAreInstalledSoThatTheyCannotBeAgain() {
        KeyEntry entry = ledger.offer(data(2), sa(1), bits);
        entry.install();
        assertThat(bits.isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(entry::bits).withMessageContaining("DATA#2");
        assertThatIllegalStateException().isThrownBy(entry::install).withMessageContaining("INSTALLED");
    }

    @Test
    void unusedBlockIsVoided() {
        KeyEntry entry = ledger.offer(data(2), sa(1), bits);
        entry.destroy();
        entry.destroy();
        assertThat(bits.isClosed()).isTrue();
        assertThat(fates()).containsExactly(KeyFate.LEASED, KeyFate.VOIDED);
    }

    @Test
    void deadBlockStaysDead() {
        KeyEntry entry = ledger.offer(data(2), sa(1), bits);
        assertThatIllegalStateException().isThrownBy(entry::retire).withMessageContaining("OFFERED");
        entry.destroy();
        assertThatIllegalStateException().isThrownBy(entry::install).withMessageContaining("DESTROYED");
        assertThatIllegalStateException().isThrownBy(entry::retire).withMessageContaining("DESTROYED");
        assertThatIllegalStateException().isThrownBy(entry::bits);
        assertThat(entry).hasToString("DATA#2 DESTROYED for " + sa(1));
    }

    @Test
    void refusesBlockSeenBefore() {
        ledger.offer(data(2), sa(1), bits).destroy();
        PlainSecret again = PlainSecret.filled(5, 36);
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.offer(data(2), sa(2), again))
                .withMessageContaining("DATA#2 was used before");
        assertThat(again.isClosed()).isTrue();
        ledger.reserve(data(3), sa(1), PlainSecret.filled(1, 36));
        assertThatIllegalStateException().isThrownBy(() -> ledger.reserve(data(3), sa(2), PlainSecret.filled(1, 36)));
    }

    @Test
    void refusesBlocksOfTheWrongEnd() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.offer(data(3), sa(1), bits))
                .withMessageContaining("belongs to HIGH");
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.reserve(data(2), sa(1), bits))
                .withMessageContaining("belongs to this end");
    }

    @Test
    void channelsNumberTheirBlocksApart() {
        for (Channel channel : Channel.values()) {
            ledger.offer(new KeyBlock(channel, 2), sa(1), PlainSecret.filled(1, 36));
        }
        assertThat(ledger.livingCount()).isEqualTo(3);
        assertThat(ledger.bitsEntered()).isEqualTo(3 * 36 * 8);
    }

    @Test
    void takesPeersOffersOutOfOrder() {
        ledger.reserve(data(9), sa(5), PlainSecret.filled(1, 36));
        ledger.reserve(data(5), sa(3), PlainSecret.filled(1, 36));
        assertThat(ledger.livingCount()).isEqualTo(2);
    }

    @Test
    void destroysWhateverLives() {
        PlainSecret other = PlainSecret.filled(6, 36);
        ledger.offer(data(2), sa(1), bits);
        ledger.reserve(data(3), sa(1), other).install();
        ledger.destroyAll();
        assertThat(ledger.livingCount()).isZero();
        assertThat(bits.isClosed()).isTrue();
        assertThat(other.isClosed()).isTrue();
        assertThat(fates())
                .containsExactly(
                        KeyFate.LEASED, KeyFate.ACCEPTED, KeyFate.INSTALLED, KeyFate.VOIDED, KeyFate.DESTROYED);
    }

    @Test
    void boundsLivingKeys() {
        for (long i = 0; i < KeyLedger.ENTRIES_MAX; i++) {
            ledger.offer(data(2 * i), sa(i + 1), PlainSecret.filled(1, 1));
        }
        PlainSecret oneMore = PlainSecret.filled(1, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> ledger.offer(data(2L * KeyLedger.ENTRIES_MAX), sa(1), oneMore))
                .withMessageContaining("living keys");
        assertThat(oneMore.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noBlockEntersTwiceWhateverHappens(long seed) {
        Random random = new Random(seed);
        Set<KeyBlock> entered = new HashSet<>();
        List<KeyEntry> living = new ArrayList<>();
        for (int round = 0; round < 5_000; round++) {
            KeyBlock block = new KeyBlock(Channel.of(random.nextInt(3)), random.nextInt(2_000));
            PlainSecret secret = PlainSecret.filled(1, 4);
            boolean own = block.owner() == Role.LOW;
            try {
                living.add(own ? ledger.offer(block, sa(1), secret) : ledger.reserve(block, sa(1), secret));
                assertThat(entered.add(block)).as("seed %d: %s", seed, block).isTrue();
            } catch (IllegalStateException e) {
                assertThat(entered).as("seed %d: %s", seed, block).contains(block);
                assertThat(secret.isClosed()).isTrue();
            }
            if (!living.isEmpty() && random.nextBoolean()) {
                living.remove(random.nextInt(living.size())).destroy();
            }
        }
        assertThat(ledger.livingCount()).isEqualTo(living.size());
        assertThat(ledger.bitsEntered()).isEqualTo(entered.size() * 32L);
    }
}
