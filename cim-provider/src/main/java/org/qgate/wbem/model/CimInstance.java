package org.qgate.wbem.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An instance; as a value of a property or parameter it is an embedded one.
 *
 * @param path null for an embedded instance, an indication, or one that is not made yet
 * @param qualifiers empty, except in what old clients send
 */
public record CimInstance(
        String className, @Nullable CimObjectPath path, List<CimProperty> properties, List<CimQualifier> qualifiers)
        implements CimValue {
    public CimInstance {
        Objects.requireNonNull(className, "className");
        properties = CimNames.distinct("property", properties, CimProperty::name);
        qualifiers = CimNames.distinct("qualifier", qualifiers, CimQualifier::name);
    }

    /** An instance without a path. */
    public static CimInstance of(String className, List<CimProperty> properties) {
        return new CimInstance(className, null, properties, List.of());
    }

    /** Starts an instance. */
    public static Builder builder(String className) {
        return new Builder(className);
    }

    /** A property. */
    public Optional<CimProperty> property(String name) {
        return Optional.ofNullable(CimNames.find(properties, CimProperty::name, name));
    }

    /** The value of a property; empty if it is NULL or not there. */
    public Optional<CimValue> value(String name) {
        CimProperty property = CimNames.find(properties, CimProperty::name, name);
        return property == null ? Optional.empty() : Optional.ofNullable(property.value());
    }

    /** The value of a property that is a string. */
    public Optional<String> string(String name) {
        return value(name).map(value -> value instanceof CimString string ? string.value() : null);
    }

    /** The value of a property that is a reference. */
    public Optional<CimObjectPath> reference(String name) {
        return value(name).map(value -> value instanceof CimObjectPath target ? target : null);
    }

    /** The same instance under another path. */
    public CimInstance withPath(@Nullable CimObjectPath otherPath) {
        return new CimInstance(className, otherPath, properties, qualifiers);
    }

    /** The same instance with other properties. */
    public CimInstance withProperties(List<CimProperty> otherProperties) {
        return new CimInstance(className, path, otherProperties, qualifiers);
    }

    /** The same instance with some of its properties. */
    public CimInstance filter(Predicate<CimProperty> wanted) {
        return withProperties(properties.stream().filter(wanted).toList());
    }

    /** Collects properties. */
    public static final class Builder {
        private final String className;
        private final List<CimProperty> properties = new ArrayList<>();
        private @Nullable CimObjectPath path;

        private Builder(String className) {
            this.className = className;
        }

        /** Sets a property in the type that its value shows. */
        public Builder set(String name, CimValue value) {
            properties.add(CimProperty.of(name, value));
            return this;
        }

        /** Sets a property that may be NULL. */
        public Builder set(String name, DataType type, @Nullable CimValue value) {
            properties.add(CimProperty.of(name, type, value));
            return this;
        }

        /** Sets a string. */
        public Builder set(String name, String value) {
            return set(name, new CimString(value));
        }

        /** Sets a boolean. */
        public Builder set(String name, boolean value) {
            return set(name, CimBoolean.of(value));
        }

        /** Sets a {@code uint16}. */
        public Builder uint16(String name, int value) {
            return set(name, CimInteger.uint16(value));
        }

        /** Sets a {@code uint32}. */
        public Builder uint32(String name, long value) {
            return set(name, CimInteger.uint32(value));
        }

        /** Sets a {@code uint64}. */
        public Builder uint64(String name, long value) {
            return set(name, CimInteger.uint64(value));
        }

        /** Names the instance by its path. */
        public Builder path(CimObjectPath instancePath) {
            path = instancePath;
            return this;
        }

        /** Names the instance in a namespace by those of its properties that are its keys. */
        public Builder keys(String namespace, String... keys) {
            List<KeyBinding> bindings = new ArrayList<>();
            for (String key : keys) {
                CimProperty property = CimNames.find(properties, CimProperty::name, key);
                if (property == null || property.value() == null) {
                    throw new IllegalStateException(className + " has no value for its key " + key);
                }
                bindings.add(new KeyBinding(property.name(), property.value()));
            }
            return path(new CimObjectPath(null, namespace, className, bindings));
        }

        /** The instance. */
        public CimInstance build() {
            return new CimInstance(className, path, properties, List.of());
        }
    }
}
