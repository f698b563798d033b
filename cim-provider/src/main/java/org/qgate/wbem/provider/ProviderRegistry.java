package org.qgate.wbem.provider;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.qgate.wbem.model.CimNames;

/** Which provider answers for which class of which namespace. Classes that have none have no instances. */
public final class ProviderRegistry {
    private final Map<Place, InstanceProvider> instances;
    private final Map<Place, AssociationProvider> associations;
    private final Map<Place, MethodProvider> methods;

    private ProviderRegistry(Builder builder) {
        instances = Map.copyOf(builder.instances);
        associations = Map.copyOf(builder.associations);
        methods = Map.copyOf(builder.methods);
    }

    /** Starts a registry. */
    public static Builder builder() {
        return new Builder();
    }

    /** Who knows the instances whose own class is {@code className}; association classes included. */
    public Optional<InstanceProvider> instances(String namespace, String className) {
        return Optional.ofNullable(instances.get(Place.of(namespace, className)));
    }

    /** Who knows the associations whose own class is {@code className}. */
    public Optional<AssociationProvider> associations(String namespace, String className) {
        return Optional.ofNullable(associations.get(Place.of(namespace, className)));
    }

    /** Who carries out the methods of instances whose own class is {@code className}. */
    public Optional<MethodProvider> methods(String namespace, String className) {
        return Optional.ofNullable(methods.get(Place.of(namespace, className)));
    }

    private record Place(String namespace, String className) {
        static Place of(String namespace, String className) {
            return new Place(CimNames.fold(CimNames.namespace(namespace)), CimNames.fold(className));
        }
    }

    /** Collects providers. A class has one of each kind at most. */
    public static final class Builder {
        private final Map<Place, InstanceProvider> instances = new HashMap<>();
        private final Map<Place, AssociationProvider> associations = new HashMap<>();
        private final Map<Place, MethodProvider> methods = new HashMap<>();

        private Builder() {}

        /** Registers who knows the instances of a class; an {@link AssociationProvider} becomes one for associations too. */
        public Builder instances(String namespace, String className, InstanceProvider provider) {
            put(instances, namespace, className, provider);
            if (provider instanceof AssociationProvider association) {
                put(associations, namespace, className, association);
            }
            return this;
        }

        /** Registers who carries out the methods of a class. */
        public Builder methods(String namespace, String className, MethodProvider provider) {
            put(methods, namespace, className, provider);
            return this;
        }

        /** The registry. */
        public ProviderRegistry build() {
            return new ProviderRegistry(this);
        }

        private static <T> void put(Map<Place, T> providers, String namespace, String className, T provider) {
            if (providers.putIfAbsent(Place.of(namespace, className), provider) != null) {
                throw new IllegalArgumentException("two providers for " + className + " in " + namespace);
            }
        }
    }
}
