package org.qgate.simulator;

import java.util.Arrays;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.MessageCodec;

/** Events and effects as text for readers and as numbers for the hash of a trace. */
final class TraceText {
    private TraceText() {}

    static String of(Object happening) {
        if (happening instanceof LinkEvent.DatagramReceived received) {
            return "DatagramReceived " + datagram(received.bytes());
        }
        if (happening instanceof LinkEffect.SendDatagram sent) {
            return "SendDatagram " + datagram(sent.bytes());
        }
        if (happening instanceof LinkEvent.KeysDrawn drawn) {
            return "KeysDrawn "
                    + drawn.keys().stream().map(key -> key.block().toString()).toList();
        }
        return happening.toString();
    }

    static long hash(Object happening) {
        long kind = happening.getClass().getSimpleName().hashCode();
        if (happening instanceof LinkEvent.DatagramReceived received) {
            return kind * 31 + Arrays.hashCode(received.bytes());
        }
        if (happening instanceof LinkEffect.SendDatagram sent) {
            return kind * 31 + Arrays.hashCode(sent.bytes());
        }
        if (happening instanceof LinkEffect.InstallInbound install) {
            return kind * 31 + install.spi();
        }
        if (happening instanceof LinkEffect.InstallOutbound install) {
            return kind * 31 + install.spi();
        }
        if (happening instanceof LinkEffect.SwitchOutbound pin) {
            return kind * 31 + pin.spi();
        }
        return kind;
    }

    private static String datagram(byte[] bytes) {
        if (MessageCodec.decode(bytes) instanceof Decoded.Wellformed message) {
            return message.message() + " epoch " + message.header().epoch() + " sequence "
                    + message.header().sequence() + " key " + message.header().keyIndex();
        }
        return bytes.length + " bytes that are no message";
    }
}
