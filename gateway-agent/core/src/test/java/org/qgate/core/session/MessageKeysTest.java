package org.qgate.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.qgate.core.model.Direction;
import org.qgate.core.model.Role;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.PlainSecret;
import org.qgate.core.wire.MessageCodec;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Tag;

class MessageKeysTest {
    private static final byte[] MESSAGE = new byte[60];

    private final EpochKeys epoch = EpochKeys.derive(1, new byte[64], 1, 1, new Nonce(1, 2), new Nonce(3, 4));
    private final MessageKeys low = new MessageKeys(epoch, Role.LOW);
    private final MessageKeys high = new MessageKeys(epoch, Role.HIGH);

    private static byte[] sealed(MessageKeys keys) {
        return MessageCodec.append(MESSAGE, keys.tag(MESSAGE));
    }

    private Hmac key(Direction direction, long index) {
        return epoch.messageKey(direction, index, PlainSecret.filled((int) index, 36));
    }

    private void change(long index) {
        high.accept(index, key(Direction.LOW_TO_HIGH, index));
        low.sendWith(index, key(Direction.LOW_TO_HIGH, index));
        // The next offer comes under the key in use.
        assertThat(high.matches(sealed(low), index)).isTrue();
    }

    @Test
    void epochsStartWithKeyZeroBothWays() {
        assertThat(low.sendingIndex()).isZero();
        assertThat(high.newestAccepted()).isZero();
        assertThat(high.matches(sealed(low), 0)).isTrue();
        assertThat(low.matches(sealed(high), 0)).isTrue();
    }

    @Test
    void ownMessagesAreNotThePeers() {
        assertThat(low.matches(sealed(low), 0)).isFalse();
        assertThat(high.matches(sealed(high), 0)).isFalse();
    }

    @Test
    void aSuccessorIsAcceptedBesideTheKeyInUse() {
        high.accept(1, key(Direction.LOW_TO_HIGH, 1));
        assertThat(high.matches(sealed(low), 0)).isTrue();
        low.sendWith(1, key(Direction.LOW_TO_HIGH, 1));
        assertThat(high.matches(sealed(low), 1)).isTrue();
        assertThat(high.matches(sealed(low), 0)).isFalse();
        assertThat(low.sendingIndex()).isEqualTo(1);
    }

    @Test
    void theKeyInUseIsStillAcceptedWhenItsSuccessorIsOffered() {
        change(1);
        byte[] late = sealed(low);
        change(2);
        byte[] inUse = sealed(low);
        high.accept(3, key(Direction.LOW_TO_HIGH, 3));
        assertThat(high.matches(late, 1)).isTrue();
        assertThat(high.matches(inUse, 2)).isTrue();
        assertThat(high.newestAccepted()).isEqualTo(3);
    }

    @Test
    void oldKeysGo() {
        byte[] first = sealed(low);
        for (long index = 1; index < MessageKeys.ACCEPTED_MAX; index++) {
            change(index);
        }
        assertThat(high.matches(first, 0)).isTrue();
        change(MessageKeys.ACCEPTED_MAX);
        assertThat(high.matches(first, 0)).isFalse();
    }

    @Test
    void theKeyInUseStaysWhenItsSuccessorsAreGivenUp() {
        change(1);
        for (long index = 2; index < 2 + 2 * MessageKeys.ACCEPTED_MAX; index++) {
            high.accept(index, key(Direction.LOW_TO_HIGH, index));
        }
        assertThat(high.matches(sealed(low), 1)).isTrue();
    }

    @Test
    void voidIndexesArePassedOver() {
        change(1);
        change(4);
        assertThat(high.matches(sealed(low), 4)).isTrue();
        assertThat(low.sendingIndex()).isEqualTo(4);
    }

    @Test
    void noIndexComesTwiceOrBackwards() {
        change(2);
        Hmac key = key(Direction.LOW_TO_HIGH, 9);
        assertThatIllegalStateException().isThrownBy(() -> low.sendWith(2, key)).withMessageContaining("2");
        assertThatIllegalStateException().isThrownBy(() -> low.sendWith(1, key));
        assertThatIllegalStateException().isThrownBy(() -> high.accept(2, key)).withMessageContaining("2");
        assertThatIllegalStateException().isThrownBy(() -> high.accept(1, key));
        assertThat(high.matches(sealed(low), 2)).isTrue();
    }

    @Test
    void unknownIndexesAndAlteredMessagesFail() {
        byte[] sealed = sealed(low);
        assertThat(high.matches(sealed, 1)).isFalse();
        assertThat(high.matches(sealed, -1)).isFalse();
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= (byte) 0x80;
            assertThat(high.matches(altered, 0)).as("byte %d", i).isFalse();
        }
        assertThat(low.tag(MESSAGE)).hasSize(Tag.LENGTH);
    }
}
