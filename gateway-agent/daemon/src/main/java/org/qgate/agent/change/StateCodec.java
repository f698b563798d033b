package org.qgate.agent.change;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The state as JSON, for a file that people may read. */
public final class StateCodec {
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
            return mapper.readValue(bytes, ConfigurationState.class);
        } catch (JacksonException e) {
            throw new IOException("not a configuration of this agent: " + e.getOriginalMessage(), e);
        }
    }
}
