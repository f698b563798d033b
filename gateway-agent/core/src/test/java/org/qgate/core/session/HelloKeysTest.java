package org.qgate.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qgate.core.secret.PlainSecret;
import org.qgate.core.wire.Tag;

class HelloKeysTest {
    private final PlainSecret provisioned = PlainSecret.filled(1, 32);
    private final PlainSecret block = PlainSecret.filled(2, 36);
    private final HelloKeys keys = new HelloKeys(provisioned);
    private final byte[] message = new byte[100];

    @Test
    void bothTagsOfASealedMessageMatch() {
        byte[] sealed = keys.sealWithBlock(1, message, block);
        assertThat(sealed).hasSize(message.length + 2 * Tag.LENGTH).startsWith(message);
        HelloKeys peer = new HelloKeys(PlainSecret.filled(1, 32));
        assertThat(peer.linkTagMatches(sealed)).isTrue();
        assertThat(peer.blockTagMatches(1, sealed, PlainSecret.filled(2, 36))).isTrue();
    }

    @Test
    void staleAnswersHaveTheLinkTagOnly() {
        byte[] sealed = keys.seal(message);
        assertThat(sealed).hasSize(message.length + Tag.LENGTH);
        assertThat(keys.linkTagMatches(sealed)).isTrue();
    }

    @Test
    void anyAlteredByteFails() {
        byte[] sealed = keys.sealWithBlock(1, message, block);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThat(keys.linkTagMatches(altered)).as("byte %d", i).isFalse();
            boolean behindBlockTag = i >= message.length + Tag.LENGTH;
            assertThat(keys.blockTagMatches(1, altered, block)).as("byte %d", i).isEqualTo(behindBlockTag);
        }
    }

    @Test
    void bothSecretsCount() {
        byte[] sealed = keys.sealWithBlock(1, message, block);
        assertThat(keys.blockTagMatches(1, sealed, PlainSecret.filled(3, 36))).isFalse();
        HelloKeys stranger = new HelloKeys(PlainSecret.filled(4, 32));
        assertThat(stranger.linkTagMatches(sealed)).isFalse();
        assertThat(stranger.blockTagMatches(1, sealed, block)).isFalse();
    }

    @Test
    void versionsMakeTagsWithKeysOfTheirOwn() {
        byte[] first = keys.blockTag(1, message, message.length, block);
        assertThat(keys.blockTag(2, message, message.length, block)).isNotEqualTo(first);
        assertThat(keys.blockTagMatches(2, keys.sealWithBlock(1, message, block), block))
                .isFalse();
        assertThat(keys.blockTagMatches(2, keys.sealWithBlock(2, message, block), block))
                .isTrue();
    }

    @Test
    void oneTagCannotStandForTheOther() {
        byte[] sealed = keys.sealWithBlock(1, message, block);
        byte[] blockTag = Arrays.copyOfRange(sealed, message.length, message.length + Tag.LENGTH);
        byte[] linkTag = Arrays.copyOfRange(sealed, message.length + Tag.LENGTH, sealed.length);
        assertThat(linkTag).isNotEqualTo(blockTag);
        assertThat(keys.linkTag(message, message.length)).isNotEqualTo(blockTag);
    }

    @Test
    void leavesSecretsToTheirOwnersAndShowsNone() {
        keys.sealWithBlock(1, message, block);
        assertThat(provisioned.isClosed()).isFalse();
        assertThat(block.isClosed()).isFalse();
        assertThat(keys).hasToString("HelloKeys[redacted]");
    }
}
