package org.qgate.agent.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One object of the configuration; remembers what was read of it, so that what nobody reads is an error and not a silent typing mistake. */
final class ConfigSection {
    private final String path;
    private final ConfigObject object;
    private final ConfigOrigin origin;
    private final Set<String> known = new HashSet<>();

    /**
     * A section.
     *
     * @param path for messages
     * @param object defaults included
     * @param origin where the operator wrote it
     */
    ConfigSection(String path, ConfigObject object, ConfigOrigin origin) {
        this.path = path;
        this.object = object;
        this.origin = origin;
    }

    String text(String key) throws ConfigurationException {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> optionalText(String key) throws ConfigurationException {
        Optional<ConfigValue> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (value.get().valueType()) {
            case STRING, NUMBER -> Optional.of(String.valueOf(value.get().unwrapped()));
            default -> throw wrong(key, "is not a text");
        };
    }

    /** A text turned into something by a function that throws {@link IllegalArgumentException} with a reason. */
    <T> T parsed(String key, Function<String, T> parser) throws ConfigurationException {
        return parse(key, text(key), parser);
    }

    /** A word among which are true and false. */
    <T> T parsedWord(String key, Function<String, T> parser) throws ConfigurationException {
        ConfigValue value = value(key).orElseThrow(() -> missing(key));
        return value.valueType() == ConfigValueType.BOOLEAN
                ? parse(key, String.valueOf(value.unwrapped()), parser)
                : parsed(key, parser);
    }

    <T> Optional<T> optionallyParsed(String key, Function<String, T> parser) throws ConfigurationException {
        Optional<String> text = optionalText(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(key, text.get(), parser));
    }

    private <T> T parse(String key, String text, Function<String, T> parser) throws ConfigurationException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, "cannot be used: " + e.getMessage());
        }
    }

    Path file(String key) throws ConfigurationException {
        String text = text(key);
        try {
            Path file = Path.of(text);
            if (!file.isAbsolute()) {
                throw wrong(key, "'" + text + "' is not an absolute path");
            }
            return file;
        } catch (InvalidPathException e) {
            throw wrong(key, "is not a path: " + e.getMessage());
        }
    }

    boolean flag(String key) throws ConfigurationException {
        ConfigValue value = value(key).orElseThrow(() -> missing(key));
        if (value.valueType() != ConfigValueType.BOOLEAN) {
            throw wrong(key, "must be true or false");
        }
        return Boolean.TRUE.equals(value.unwrapped());
    }

    long integer(String key, long min, long max) throws ConfigurationException {
        String text = text(key);
        try {
            return ranged(key, Long.parseLong(text), min, max);
        } catch (NumberFormatException e) {
            throw wrong(key, "'" + text + "' is not a whole number");
        }
    }

    /** A size in bytes such as {@code 16 MiB}. */
    long bytes(String key, long min, long max) throws ConfigurationException {
        text(key);
        try {
            return ranged(key, object.toConfig().getBytes(key), min, max);
        } catch (ConfigException e) {
            throw wrong(key, "is not a size such as 16 MiB");
        }
    }

    /** A rate in bits per second such as {@code 50 kbps}. */
    long bitsPerSecond(String key, long min, long max) throws ConfigurationException {
        return ranged(key, parsed(key, BitRate::parse), min, max);
    }

    private long ranged(String key, long value, long min, long max) throws ConfigurationException {
        if (value < min || value > max) {
            throw wrong(key, value + " is outside " + min + " to " + max);
        }
        return value;
    }

    /** A duration such as {@code 20 ms}, in nanoseconds. */
    long nanos(String key, Duration min, Duration max) throws ConfigurationException {
        String text = text(key);
        Duration duration;
        try {
            duration = object.toConfig().getDuration(key);
        } catch (ConfigException e) {
            throw wrong(key, "'" + text + "' is not a duration such as 20ms or 3s");
        }
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw wrong(key, text + " is outside " + readable(min) + " to " + readable(max));
        }
        return duration.toNanos();
    }

    private static String readable(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    ConfigSection section(String key) throws ConfigurationException {
        ConfigValue value = value(key).orElseThrow(() -> missing(key));
        if (value instanceof ConfigObject inner) {
            return new ConfigSection(path + "." + key, inner, value.origin());
        }
        throw wrong(key, "must be a section in braces");
    }

    List<ConfigSection> sections(String key, int min, int max) throws ConfigurationException {
        ConfigValue value = value(key).orElseThrow(() -> missing(key));
        if (!(value instanceof com.typesafe.config.ConfigList list)) {
            throw wrong(key, "must be a list in brackets");
        }
        if (list.size() < min || list.size() > max) {
            throw wrong(key, "has " + list.size() + " entries, allowed are " + min + " to " + max);
        }
        List<ConfigSection> sections = new ArrayList<>();
        for (ConfigValue entry : list) {
            if (!(entry instanceof ConfigObject inner)) {
                throw wrong(key, "must hold entries in braces");
            }
            sections.add(new ConfigSection(path + "." + key + "[" + sections.size() + "]", inner, entry.origin()));
        }
        return sections;
    }

    /** The names within this section. */
    Set<String> names() {
        return object.keySet();
    }

    /** To be called after everything was read. */
    void refuseUnknown() throws ConfigurationException {
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                throw wrong(
                        key,
                        "is not a setting; known here are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    /** An error about one setting of this section. */
    ConfigurationException wrong(String key, String problem) {
        ConfigValue value = object.get(key);
        return new ConfigurationException(
                where(value == null ? origin : value.origin()) + ": " + path + "." + key + " " + problem);
    }

    /** An error about a setting that only has its default; names where the operator wrote this section. */
    ConfigurationException wrongHere(String key, String problem) {
        return new ConfigurationException(where(origin) + ": " + path + "." + key + " " + problem);
    }

    private ConfigurationException missing(String key) {
        return wrongHere(key, "is missing; set it (reference.conf describes every setting)");
    }

    private Optional<ConfigValue> value(String key) {
        known.add(key);
        ConfigValue value = object.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? Optional.empty() : Optional.of(value);
    }

    static String where(ConfigOrigin origin) {
        String file = origin.filename();
        return file == null ? origin.description() : file + ":" + origin.lineNumber();
    }
}
