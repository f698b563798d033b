package org.qgate.agent.change;

import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The state as JSON, for a file that people may read. */
public final class StateCodec {
    /** What files of older agents do not say of a change; false is what holds for them. */
    private static final List<String> ADDED = List.of("met", "told");

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The bytes of a state. */
    public byte[] encode(ConfigurationState state) {
        return mapper.writeValueAsBytes(state);
    }

    /** The state of these bytes. */
    public ConfigurationState decode(byte[] bytes) throws IOException {
        try {
            JsonNode state = mapper.readTree(bytes);
            state.path("changes").forEach(StateCodec::complete);
            ConfigurationState decoded = mapper.treeToValue(state, ConfigurationState.class);
            if (decoded == null) {
                throw new IOException("not a configuration of this agent: it is empty");
            }
            return decoded;
        } catch (JacksonException e) {
            throw new IOException("not a configuration of this agent: " + e.getOriginalMessage(), e);
        }
    }

    private static void complete(JsonNode change) {
        for (String added : ADDED) {
            if (change instanceof ObjectNode written && !written.has(added)) {
                written.put(added, false);
            }
        }
    }
}
