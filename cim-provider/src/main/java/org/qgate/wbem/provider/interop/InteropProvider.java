package org.qgate.wbem.provider.interop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.provider.AssociationProvider;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.ProviderRegistry;

/** Instances of the interop namespace that stay as they are while the server runs. */
public final class InteropProvider {
    private final Map<Place, List<CimInstance>> instances = new HashMap<>();

    private record Place(String namespace, String className) {
        static Place of(String namespace, String className) {
            return new Place(CimNames.fold(namespace), CimNames.fold(className));
        }
    }

    /**
     * @param server what there is to tell of
     * @param gateway path of the gateway in its own namespace
     */
    public InteropProvider(ServerDescription server, CimObjectPath gateway) {
        List<CimInstance> all = new ArrayList<>(new ServerInstances(server).all());
        all.addAll(new ProfileInstances(server, gateway).all());
        for (CimInstance instance : all) {
            CimObjectPath path = pathOf(instance);
            instances
                    .computeIfAbsent(
                            Place.of(String.valueOf(path.namespace()), path.className()), none -> new ArrayList<>())
                    .add(instance);
        }
    }

    /** Registers all classes that there are instances of. */
    public void register(ProviderRegistry.Builder registry) {
        for (List<CimInstance> ofClass : instances.values()) {
            CimObjectPath path = pathOf(ofClass.get(0));
            String namespace = String.valueOf(path.namespace());
            registry.instances(namespace, path.className(), new OneNamespace(namespace));
        }
    }

    private List<CimInstance> of(String namespace, String className) {
        return instances.getOrDefault(Place.of(namespace, className), List.of());
    }

    private static CimObjectPath pathOf(CimInstance instance) {
        CimObjectPath path = instance.path();
        if (path == null) {
            throw new IllegalStateException("an instance of " + instance.className() + " has no path");
        }
        return path;
    }

    /** The same association classes have instances in both namespaces: profiles tie them together. */
    private final class OneNamespace implements AssociationProvider {
        private final String namespace;

        OneNamespace(String namespace) {
            this.namespace = namespace;
        }

        @Override
        public Stream<CimInstance> instances(Caller caller, String className) {
            return of(namespace, className).stream();
        }

        @Override
        public Optional<CimInstance> find(Caller caller, CimObjectPath path) {
            return of(namespace, path.className()).stream()
                    .filter(instance -> path.isSameWithinNamespace(pathOf(instance)))
                    .findFirst();
        }

        @Override
        public Stream<CimInstance> references(Caller caller, String className, CimObjectPath source) {
            return of(namespace, className).stream()
                    .filter(tie ->
                            tie.properties().stream().map(CimProperty::value).anyMatch(source.onHost(null)::equals));
        }
    }
}
