package org.qgate.agent.ctl;

import java.nio.charset.StandardCharsets;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlCommand;
import org.qgate.control.MalformedMessageException;
import org.qgate.control.Request;
import org.qgate.control.ServerMessage;

/** Goes the way of a command without an agent, so that a class archive made from it holds what a real command needs. */
final class Rehearsal {
    private static final String DIRECTION =
            "{\"currentIndex\":1,\"creditTop\":1,\"windowFill\":1,\"keyChanges\":1,\"periodMillis\":20.0,"
                    + "\"meanPeriodMillis\":20.0,\"deadlinesMissed\":0,\"voids\":0,\"keyBitsUsed\":1,\"bytes\":1,"
                    + "\"dataBitsPerKeyBit\":1.0}";

    private static final String MESSAGE =
            "{\"type\":\"reply\",\"version\":1,\"id\":1,\"reply\":{\"kind\":\"links\",\"uptimeMillis\":1,\"dataPlane\":\"xfrm\",\"links\":["
                    + "{\"link\":\"a-b\",\"peer\":\"b\",\"localAddress\":\"\",\"peerAddress\":\"\",\"suite\":\"\","
                    + "\"transport\":\"udp\",\"state\":\"up\",\"epoch\":1,\"protocolVersion\":2,\"resets\":0,\"outbound\":"
                    + DIRECTION
                    + ",\"inbound\":"
                    + DIRECTION + ",\"offload\":null,\"controlAh\":false,\"alarms\":[]}]}}";

    private Rehearsal() {}

    /** The text that a real command would print. */
    static String text(ControlCodec codec) throws MalformedMessageException {
        codec.encode(Request.of(1, new ControlCommand.Links()));
        ServerMessage message = codec.decodeMessage(MESSAGE.getBytes(StandardCharsets.UTF_8));
        if (message instanceof ServerMessage.Reply reply) {
            return codec.json(reply.reply()) + "\n" + HumanText.of(reply.reply());
        }
        throw new IllegalStateException("the rehearsed message is a " + message);
    }
}
