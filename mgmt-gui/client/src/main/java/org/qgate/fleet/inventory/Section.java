package org.qgate.fleet.inventory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
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
import org.jspecify.annotations.Nullable;

/** Settings of one HOCON object, each read once; what nobody reads is an error and not a silent typing mistake. */
public final class Section {
    private final Config config;
    private final String path;
    private final Set<String> known = new HashSet<>();

    /**
     * A section.
     *
     * @param path for messages
     */
    public Section(Config config, String path) {
        this.config = config;
        this.path = path;
    }

    /** A text that must be there. */
    public String text(String key) throws InventoryException {
        return optionalText(key)
                .orElseThrow(() -> new InventoryException(where("") + path + "." + key + " is missing"));
    }

    /** A text; empty if it is not there. */
    public Optional<String> optionalText(String key) throws InventoryException {
        known.add(key);
        if (!config.hasPath(ConfigUtil.joinPath(key))) {
            return Optional.empty();
        }
        try {
            return Optional.of(config.getString(ConfigUtil.joinPath(key)));
        } catch (ConfigException e) {
            throw wrong(key, "must be a text", e);
        }
    }

    /** A text turned into something by a function that throws {@link IllegalArgumentException} with a reason. */
    public <T> Optional<T> parsed(String key, Function<String, T> parser) throws InventoryException {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException e) {
            throw wrong(key, "cannot be used: " + e.getMessage(), e);
        }
    }

    /** True or false. */
    public boolean flag(String key, boolean otherwise) throws InventoryException {
        known.add(key);
        try {
            return config.hasPath(ConfigUtil.joinPath(key)) ? config.getBoolean(ConfigUtil.joinPath(key)) : otherwise;
        } catch (ConfigException e) {
            throw wrong(key, "must be true or false", e);
        }
    }

    /** A whole number of a range. */
    public int number(String key, int otherwise, int min, int max) throws InventoryException {
        known.add(key);
        try {
            long value =
                    config.hasPath(ConfigUtil.joinPath(key)) ? config.getLong(ConfigUtil.joinPath(key)) : otherwise;
            if (value < min || value > max) {
                throw wrong(key, "is " + value + ", allowed are " + min + " to " + max, null);
            }
            return (int) value;
        } catch (ConfigException e) {
            throw wrong(key, "must be a whole number from " + min + " to " + max, e);
        }
    }

    /** A duration of a range, such as {@code 20 ms}. */
    public Duration duration(String key, Duration otherwise, Duration min, Duration max) throws InventoryException {
        known.add(key);
        Duration value;
        try {
            value = config.hasPath(ConfigUtil.joinPath(key)) ? config.getDuration(ConfigUtil.joinPath(key)) : otherwise;
        } catch (ConfigException e) {
            throw wrong(key, "must be a duration such as 20ms or 3s", e);
        }
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw wrong(key, "is outside " + min.toMillis() + " ms to " + max.toMillis() + " ms", null);
        }
        return value;
    }

    /** A file; a relative one is meant from the folder given. */
    public Optional<Path> file(String key, Path folder) throws InventoryException {
        Optional<String> text = optionalText(key);
        try {
            return text.map(name -> folder.resolve(name));
        } catch (InvalidPathException e) {
            throw wrong(key, "is no path", e);
        }
    }

    /** An object; empty if it is not there. */
    public Section section(String key) throws InventoryException {
        return new Section(object(key), path + "." + key);
    }

    /** Objects by name. */
    public List<Section> sections(String key) throws InventoryException {
        Config object = object(key);
        List<Section> sections = new ArrayList<>();
        for (String name : object.root().keySet().stream().sorted().toList()) {
            sections.add(new Section(section(object, name), path + "." + key + "." + name));
        }
        return sections;
    }

    /** A list of objects. */
    public List<Section> list(String key) throws InventoryException {
        known.add(key);
        List<Section> list = new ArrayList<>();
        try {
            List<? extends Config> found = config.hasPath(ConfigUtil.joinPath(key))
                    ? config.getConfigList(ConfigUtil.joinPath(key))
                    : List.<Config>of();
            for (Config one : found) {
                list.add(new Section(one, path + "." + key + "[" + list.size() + "]"));
            }
            return list;
        } catch (ConfigException e) {
            throw wrong(key, "must be a list of objects", e);
        }
    }

    /** The last word of the path: the name of what this section describes. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The names in it. */
    public List<String> keys() {
        return config.root().keySet().stream().sorted().toList();
    }

    /** The same with further settings behind it, for what it does not say itself. */
    public Section withFallback(Section other) {
        other.known.addAll(other.config.root().keySet());
        return new Section(config.withFallback(other.config), path);
    }

    /** Refuses what nobody asked for. */
    public void end() throws InventoryException {
        for (String key : keys()) {
            if (!known.contains(key)) {
                throw wrong(key, "is not a setting", null);
            }
        }
    }

    /** An error at a setting, with file and line. */
    public InventoryException wrong(String key, String problem) {
        return wrong(key, problem, null);
    }

    private InventoryException wrong(String key, String problem, @Nullable Exception cause) {
        String message = where(key) + path + "." + key + " " + problem;
        return cause == null ? new InventoryException(message) : new InventoryException(message, cause);
    }

    private Config object(String key) throws InventoryException {
        known.add(key);
        return section(config, key);
    }

    private Config section(Config from, String key) throws InventoryException {
        String escaped = ConfigUtil.joinPath(key);
        if (!from.hasPath(escaped)) {
            return ConfigFactory.empty();
        }
        if (from.getValue(escaped).valueType() != ConfigValueType.OBJECT) {
            throw wrong(key, "must be an object", null);
        }
        return from.getConfig(escaped);
    }

    private String where(String key) {
        ConfigOrigin origin = !key.isEmpty() && config.hasPathOrNull(ConfigUtil.joinPath(key))
                ? config.getValue(ConfigUtil.joinPath(key)).origin()
                : config.origin();
        return origin.filename() == null ? "" : origin.filename() + ":" + origin.lineNumber() + ": ";
    }
}
