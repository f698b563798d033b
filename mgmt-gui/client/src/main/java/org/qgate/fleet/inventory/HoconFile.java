package org.qgate.fleet.inventory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** A HOCON file with one object at its top. */
public final class HoconFile {
    private HoconFile() {}

    /**
     * The object of that name.
     *
     * @throws InventoryException if the file is absent, malformed, or has other names beside it
     */
    public static Section read(Path file, String name) throws InventoryException {
        if (!Files.isReadable(file)) {
            throw new InventoryException(file + " cannot be read");
        }
        try {
            Config config = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
            Section top = new Section(config, file.getFileName().toString());
            top.section(name);
            top.end();
            if (!config.hasPath(name)) {
                throw new InventoryException(file + " has no " + name + " { ... }");
            }
            return new Section(config.getConfig(name), name);
        } catch (ConfigException e) {
            throw new InventoryException(String.valueOf(e.getMessage()), e);
        }
    }
}
