package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.InstanceProvider;
import org.qgate.wbem.provider.ProviderRegistry;

/** Instances as the providers of a class and of its subclasses have them. */
final class Instances {
    private final ProviderRegistry providers;

    Instances(ProviderRegistry providers) {
        this.providers = providers;
    }

    /** Every instance of a class and of its subclasses. */
    Stream<CimInstance> all(NamespaceClasses classes, CimClass top, Caller caller) throws CimException {
        List<Stream<CimInstance>> streams = new ArrayList<>();
        try {
            for (CimClass one : classes.withSubclasses(top)) {
                Optional<InstanceProvider> provider = providers.instances(classes.namespace(), one.name());
                if (provider.isPresent()) {
                    streams.add(provider.get().instances(caller, one.name()));
                }
            }
        } catch (CimException | RuntimeException e) {
            streams.forEach(Stream::close);
            throw e;
        }
        return StreamChain.of(streams);
    }

    /** Paths of every instance of a class and of its subclasses. */
    Stream<CimObjectPath> paths(NamespaceClasses classes, CimClass top, Caller caller) throws CimException {
        List<Stream<CimObjectPath>> streams = new ArrayList<>();
        try {
            for (CimClass one : classes.withSubclasses(top)) {
                Optional<InstanceProvider> provider = providers.instances(classes.namespace(), one.name());
                if (provider.isPresent()) {
                    streams.add(provider.get().paths(caller, one.name()));
                }
            }
        } catch (CimException | RuntimeException e) {
            streams.forEach(Stream::close);
            throw e;
        }
        return StreamChain.of(streams);
    }

    /** One instance; its path is typed. */
    Optional<CimInstance> find(CimObjectPath path, Caller caller) throws CimException {
        String namespace = path.namespace();
        if (namespace == null) {
            throw new IllegalArgumentException("a path without namespace");
        }
        Optional<InstanceProvider> provider = providers.instances(namespace, path.className());
        return provider.isEmpty() ? Optional.empty() : provider.get().find(caller, path);
    }

    CimInstance require(CimObjectPath path, Caller caller) throws CimException {
        return find(path, caller)
                .orElseThrow(() -> new CimException(CimStatus.NOT_FOUND, "there is no instance " + path));
    }

    /** Who changes instances of a class. */
    InstanceProvider providerOf(NamespaceClasses classes, CimClass declaration) throws CimException {
        return providers
                .instances(classes.namespace(), declaration.name())
                .orElseThrow(() -> new CimException(
                        CimStatus.NOT_SUPPORTED,
                        "instances of " + declaration.name() + " are neither made nor changed by clients"));
    }
}
