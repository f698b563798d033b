package org.qgate.wbem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings under one name, read with their ranges. */
final class Section {
    private static final int PORT_MAX = 65_535;

    private final Config config;
    private final String name;

    Section(Config config, String name) {
        this.config = config.getConfig(name);
        this.name = name;
    }

    String text(String key) throws SettingsException {
        try {
            return config.getString(key);
        } catch (ConfigException e) {
            throw wrong(key, "must be a text", e);
        }
    }

    Optional<String> optionalText(String key) throws SettingsException {
        return Optional.of(text(key)).filter(text -> !text.isBlank());
    }

    boolean flag(String key) throws SettingsException {
        try {
            return config.getBoolean(key);
        } catch (ConfigException e) {
            throw wrong(key, "must be true or false", e);
        }
    }

    int number(String key, int min, int max) throws SettingsException {
        try {
            return (int) ranged(key, config.getLong(key), min, max);
        } catch (ConfigException e) {
            throw wrong(key, "must be a whole number from " + min + " to " + max, e);
        }
    }

    long bytes(String key, long min, long max) throws SettingsException {
        try {
            return ranged(key, config.getBytes(key), min, max);
        } catch (ConfigException e) {
            throw wrong(key, "must be a size such as 16 MiB", e);
        }
    }

    Duration duration(String key, Duration min, Duration max) throws SettingsException {
        Duration found;
        try {
            found = config.getDuration(key);
        } catch (ConfigException e) {
            throw wrong(key, "must be a duration such as 500ms or 3s", e);
        }
        if (found.compareTo(min) < 0 || found.compareTo(max) > 0) {
            throw wrong(key, "is outside " + min.toMillis() + " ms to " + max.toMillis() + " ms");
        }
        return found;
    }

    List<String> texts(String key) throws SettingsException {
        try {
            return config.getStringList(key);
        } catch (ConfigException e) {
            throw wrong(key, "must be a list of texts", e);
        }
    }

    /** A file; empty if the text is. */
    Optional<Path> file(String key) throws SettingsException {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(text.get());
            if (!file.isAbsolute()) {
                throw wrong(key, "must be an absolute path");
            }
            return Optional.of(file);
        } catch (InvalidPathException e) {
            throw wrong(key, "is no path", e);
        }
    }

    InetSocketAddress address(String addressKey, String portKey) throws SettingsException {
        String text = text(addressKey);
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|localhost")) {
            throw wrong(addressKey, "must be an IP address of this host");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(text), number(portKey, 0, PORT_MAX));
        } catch (UnknownHostException e) {
            throw wrong(addressKey, "must be an IP address of this host", e);
        }
    }

    SettingsException wrong(String key, String problem) {
        return new SettingsException(where(key) + name + "." + key + " " + problem);
    }

    private SettingsException wrong(String key, String problem, Exception cause) {
        return new SettingsException(where(key) + name + "." + key + " " + problem, cause);
    }

    private long ranged(String key, long value, long min, long max) throws SettingsException {
        if (value < min || value > max) {
            throw wrong(key, "is " + value + ", allowed are " + min + " to " + max);
        }
        return value;
    }

    private String where(String key) {
        ConfigOrigin origin = config.hasPathOrNull(key) ? config.getValue(key).origin() : config.origin();
        return origin.filename() == null ? "" : origin.filename() + ":" + origin.lineNumber() + ": ";
    }
}
