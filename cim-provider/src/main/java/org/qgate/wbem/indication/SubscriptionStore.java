package org.qgate.wbem.indication;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.wbem.cimxml.InstanceArchive;
import org.qgate.wbem.cimxml.MessageFaultException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.security.PrivateFile;

/** Filters, destinations and subscriptions, in a file of mode 0600 that is written anew as a whole with each change. */
public final class SubscriptionStore {
    private static final int BYTES_MAX = 8 << 20;

    private final Path file;
    private final String namespace;
    private final Map<CimObjectPath, CimInstance> instances = new LinkedHashMap<>();

    /**
     * Reads what is kept.
     *
     * @param namespace that all instances are in
     * @throws IOException names the file and what is wrong with it
     */
    public SubscriptionStore(Path file, String namespace) throws IOException {
        this.file = file;
        this.namespace = namespace;
        if (!Files.exists(file)) {
            return;
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " is larger than " + BYTES_MAX + " bytes");
        }
        try {
            for (CimInstance instance : InstanceArchive.read(Files.readAllBytes(file))) {
                CimObjectPath path = instance.path();
                if (path != null) {
                    CimObjectPath full = path.inNamespace(namespace);
                    instances.put(full, instance.withPath(full));
                }
            }
        } catch (MessageFaultException e) {
            throw new IOException(
                    file + " cannot be read: " + e.getMessage()
                            + "; restore it, or move it away to start without subscriptions",
                    e);
        }
    }

    /** The namespace that all instances are in. */
    public String namespace() {
        return namespace;
    }

    /** All instances of a class. */
    synchronized List<CimInstance> ofClass(String className) {
        return instances.values().stream()
                .filter(instance -> instance.className().equalsIgnoreCase(className))
                .toList();
    }

    synchronized Optional<CimInstance> find(CimObjectPath path) {
        return Optional.ofNullable(instances.get(path));
    }

    /** Adds or replaces; on failure nothing has changed. */
    synchronized void put(CimInstance instance) throws IOException {
        CimObjectPath path = instance.path();
        if (path == null) {
            throw new IllegalArgumentException("an instance of " + instance.className() + " has no path");
        }
        Map<CimObjectPath, CimInstance> changed = new LinkedHashMap<>(instances);
        changed.put(path, instance);
        replace(changed);
    }

    /** Removes; on failure nothing has changed. */
    synchronized void remove(CimObjectPath path) throws IOException {
        Map<CimObjectPath, CimInstance> changed = new LinkedHashMap<>(instances);
        changed.remove(path);
        replace(changed);
    }

    private void replace(Map<CimObjectPath, CimInstance> changed) throws IOException {
        byte[] text = InstanceArchive.write(new ArrayList<>(changed.values()), BYTES_MAX);
        PrivateFile.replace(file, new String(text, StandardCharsets.UTF_8));
        instances.clear();
        instances.putAll(changed);
    }
}
