package org.qgate.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Messages to JSON lines and back.
 *
 * <p>Requests are read strictly: an unknown field, a missing one, a duplicate, a number written as text or anything after the
 * object is refused, because a command that is half understood is not to be carried out. Lines from the agent may carry fields
 * that this version does not know; a newer agent may say more.
 */
public final class ControlCodec {
    /** Deepest nesting that a line may have; the deepest message of the contract has six levels. */
    private static final int NESTING_MAX = 16;

    /** Longest name of a field. */
    private static final int FIELD_NAME_CHARS_MAX = 64;

    private static final Pattern OWN_CLASS = Pattern.compile("org\\.qgate\\.control\\.(\\w+\\$)?");

    private final JsonMapper requests = mapper(true);
    private final JsonMapper messages = mapper(false);

    private static JsonMapper mapper(boolean strict) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(NESTING_MAX)
                .maxNameLength(FIELD_NAME_CHARS_MAX)
                .maxStringLength(ControlProtocol.MESSAGE_BYTES_MAX)
                .build();
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(constraints).build();
        return JsonMapper.builder(factory)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    /** The request as one line, its line feed included. */
    public byte[] encode(Request request) {
        return line(requests, request);
    }

    /** The message as one line, its line feed included. */
    public byte[] encode(ServerMessage message) {
        return line(messages, message);
    }

    /** The reply's body alone, as one line of JSON without a line feed. */
    public String json(ControlReply reply) {
        return messages.writerFor(ControlReply.class).writeValueAsString(reply);
    }

    /** The event's body alone, as one line of JSON without a line feed. */
    public String json(ControlEvent event) {
        return messages.writerFor(ControlEvent.class).writeValueAsString(event);
    }

    private static byte[] line(JsonMapper mapper, Object message) {
        return (mapper.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads one request.
     *
     * @param line without its line feed
     */
    public Request decodeRequest(byte[] line) throws MalformedMessageException {
        JsonNode tree = read(requests, line, JsonNode.class, 0);
        long id = tree.path("id").asLongOpt().orElse(0);
        OptionalLong version = tree.path("version").asLongOpt();
        if (version.isPresent() && version.getAsLong() != ControlProtocol.VERSION) {
            throw new MalformedMessageException(
                    ErrorCode.UNSUPPORTED_VERSION,
                    id,
                    "version " + version.getAsLong() + " of the control contract is not spoken here, only "
                            + ControlProtocol.VERSION + "; use the qgatectl that came with the agent");
        }
        return read(requests, line, Request.class, id);
    }

    /**
     * Reads one line from the agent.
     *
     * @param line without its line feed
     */
    public ServerMessage decodeMessage(byte[] line) throws MalformedMessageException {
        try {
            return read(messages, line, ServerMessage.class, 0);
        } catch (MalformedMessageException e) {
            // What an agent says is right for its own version, which may lack what a later one tells.
            throw new MalformedMessageException(
                    e.code(), e.id(), e.getMessage() + "; use the program that came with the agent");
        }
    }

    private static <T> T read(JsonMapper mapper, byte[] line, Class<T> type, long id) throws MalformedMessageException {
        try {
            T message = mapper.readValue(line, type);
            if (message == null) {
                throw new MalformedMessageException(ErrorCode.MALFORMED, id, "null is not a message");
            }
            return message;
        } catch (JacksonException e) {
            throw new MalformedMessageException(ErrorCode.MALFORMED, id, describe(e));
        }
    }

    private static String describe(JacksonException e) {
        String where = path(e);
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown field '" + unknown.getPropertyName() + "'" + where;
        }
        if (e instanceof InvalidTypeIdException unknown) {
            return unknown.getTypeId() == null
                    ? "the field that names the kind of message is missing" + where
                    : "'" + unknown.getTypeId() + "' is not known" + where;
        }
        if (e instanceof StreamReadException) {
            return "not JSON as this contract wants it: " + e.getOriginalMessage() + " (column "
                    + e.getLocation().getColumnNr() + ")";
        }
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException refused) {
            return refused.getMessage() + where;
        }
        return (cause instanceof NullPointerException
                        ? "a required value is null: " + cause.getMessage()
                        : firstLine(e))
                + where;
    }

    /** Jackson's own words without the names of our classes, which say nothing to who wrote the line. */
    private static String firstLine(JacksonException e) {
        String text = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
        return OWN_CLASS.matcher(text).replaceAll("");
    }

    private static String path(JacksonException e) {
        List<String> names = new ArrayList<>();
        if (e instanceof DatabindException databind) {
            databind.getPath().forEach(reference -> {
                if (reference.getPropertyName() != null) {
                    names.add(reference.getPropertyName());
                }
            });
        }
        return names.isEmpty() ? "" : " (at " + String.join(".", names) + ")";
    }
}
