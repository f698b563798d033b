package org.qgate.wbem.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimStatus;

/** Classes and qualifier types of one namespace, in the order in which they were declared. A value: changing makes another one. */
public final class Schema {
    private static final Schema EMPTY = new Schema(Map.of(), Map.of(), Map.of());

    private final Map<String, CimQualifierType> qualifierTypes;
    private final Map<String, CimClass> declared;
    private final Map<String, CimClass> resolved;
    private final Map<String, List<CimClass>> children;

    private Schema(
            Map<String, CimQualifierType> qualifierTypes,
            Map<String, CimClass> declared,
            Map<String, CimClass> resolved) {
        this.qualifierTypes = qualifierTypes;
        this.declared = declared;
        this.resolved = resolved;
        this.children = new HashMap<>();
        for (CimClass type : resolved.values()) {
            String parent = type.superclass() == null ? "" : CimNames.fold(type.superclass());
            children.computeIfAbsent(parent, none -> new ArrayList<>()).add(type);
        }
    }

    /** Nothing at all. */
    public static Schema empty() {
        return EMPTY;
    }

    /** A class with all that it inherits. */
    public Optional<CimClass> findClass(String name) {
        return Optional.ofNullable(resolved.get(CimNames.fold(name)));
    }

    /** A class with all that it inherits; {@code INVALID_CLASS} if there is none. */
    public CimClass requireClass(String name) throws CimException {
        CimClass found = resolved.get(CimNames.fold(name));
        if (found == null) {
            throw new CimException(CimStatus.INVALID_CLASS, "there is no class " + name);
        }
        return found;
    }

    /** Every class with all that it inherits. */
    public Collection<CimClass> classes() {
        return List.copyOf(resolved.values());
    }

    /**
     * Classes below a class, itself not included.
     *
     * @param name null for the classes without a superclass and, if deep, all that descend from them
     * @param deep with the subclasses of subclasses
     */
    public List<CimClass> subclasses(@Nullable String name, boolean deep) {
        List<CimClass> below = new ArrayList<>();
        for (CimClass child : children.getOrDefault(name == null ? "" : CimNames.fold(name), List.of())) {
            below.add(child);
            if (deep) {
                below.addAll(subclasses(child.name(), true));
            }
        }
        return below;
    }

    /** True if a class is the other one or descends from it. */
    public boolean isSubclass(String name, String ancestor) {
        CimClass type = resolved.get(CimNames.fold(name));
        while (type != null) {
            if (CimNames.same(type.name(), ancestor)) {
                return true;
            }
            type = type.superclass() == null ? null : resolved.get(CimNames.fold(type.superclass()));
        }
        return false;
    }

    /** The declaration of a qualifier. */
    public Optional<CimQualifierType> qualifierType(String name) {
        return Optional.ofNullable(qualifierTypes.get(CimNames.fold(name)));
    }

    /** The declarations of all qualifiers. */
    public Collection<CimQualifierType> qualifierTypes() {
        return List.copyOf(qualifierTypes.values());
    }

    /** With a qualifier type, new or in place of the one of its name. */
    public Schema withQualifierType(CimQualifierType type) {
        Map<String, CimQualifierType> types = new LinkedHashMap<>(qualifierTypes);
        types.put(CimNames.fold(type.name()), type);
        return new Schema(types, declared, resolved);
    }

    /** Without a qualifier type. */
    public Schema withoutQualifierType(String name) throws CimException {
        Map<String, CimQualifierType> types = new LinkedHashMap<>(qualifierTypes);
        if (types.remove(CimNames.fold(name)) == null) {
            throw new CimException(CimStatus.NOT_FOUND, "there is no qualifier type " + name);
        }
        return new Schema(types, declared, resolved);
    }

    /** What a class would inherit, and what is wrong with it. */
    public Resolution resolve(CimClass type) {
        return new ClassResolver(this, type).resolve();
    }

    /** With one class more, whatever rules it breaks: for a compiler that goes on after an error. */
    public Schema with(CimClass type, Resolution resolution) {
        Map<String, CimClass> nowDeclared = new LinkedHashMap<>(declared);
        Map<String, CimClass> nowResolved = new LinkedHashMap<>(resolved);
        nowDeclared.put(CimNames.fold(type.name()), type);
        nowResolved.put(CimNames.fold(type.name()), resolution.resolved());
        return new Schema(qualifierTypes, nowDeclared, nowResolved);
    }

    /** With one class more, which keeps all rules. */
    public Schema withNewClass(CimClass type) throws CimException {
        if (findClass(type.name()).isPresent()) {
            throw new CimException(CimStatus.ALREADY_EXISTS, "there is a class " + type.name() + " already");
        }
        return with(type, checked(type));
    }

    /** With a class changed and its subclasses resolved anew, all keeping the rules. */
    public Schema withChangedClass(CimClass type) throws CimException {
        CimClass old = requireClass(type.name());
        if (!CimNames.fold(String.valueOf(old.superclass())).equals(CimNames.fold(String.valueOf(type.superclass())))) {
            throw new CimException(
                    CimStatus.INVALID_SUPERCLASS, "class " + old.name() + " cannot get another superclass");
        }
        Schema changed = with(type, checked(type));
        for (CimClass below : subclasses(type.name(), true)) {
            CimClass source = declared.getOrDefault(CimNames.fold(below.name()), below);
            changed = changed.with(source, changed.checked(source));
        }
        return changed;
    }

    /** Without a class, which has no subclasses. */
    public Schema withoutClass(String name) throws CimException {
        CimClass type = requireClass(name);
        if (!subclasses(name, false).isEmpty()) {
            throw new CimException(CimStatus.CLASS_HAS_CHILDREN, "class " + type.name() + " has subclasses");
        }
        Map<String, CimClass> nowDeclared = new LinkedHashMap<>(declared);
        Map<String, CimClass> nowResolved = new LinkedHashMap<>(resolved);
        nowDeclared.remove(CimNames.fold(name));
        nowResolved.remove(CimNames.fold(name));
        return new Schema(qualifierTypes, nowDeclared, nowResolved);
    }

    /** Elements of a class that name a class which is not there: references, and embedded instances. */
    public List<Violation> danglingNames(CimClass type) {
        List<Violation> dangling = new ArrayList<>();
        for (CimProperty property : type.properties()) {
            if (!property.propagated()) {
                ClassNames.of(property.type(), property.qualifiers())
                        .filter(name -> findClass(name).isEmpty())
                        .ifPresent(name -> dangling.add(new Violation(property.name(), "there is no class " + name)));
            }
        }
        type.methods().stream()
                .filter(method -> !method.propagated())
                .forEach(method -> method.parameters()
                        .forEach(parameter -> ClassNames.of(parameter.type(), parameter.qualifiers())
                                .filter(name -> findClass(name).isEmpty())
                                .ifPresent(name -> dangling.add(new Violation(
                                        method.name() + "." + parameter.name(), "there is no class " + name)))));
        return dangling;
    }

    private Resolution checked(CimClass type) throws CimException {
        if (type.superclass() != null && findClass(type.superclass()).isEmpty()) {
            throw new CimException(
                    CimStatus.INVALID_SUPERCLASS, "class " + type.name() + ": there is no class " + type.superclass());
        }
        Resolution resolution = resolve(type);
        if (!resolution.violations().isEmpty()) {
            throw new CimException(
                    CimStatus.INVALID_PARAMETER,
                    "class " + type.name() + ": "
                            + resolution.violations().stream()
                                    .map(Violation::toString)
                                    .collect(Collectors.joining("; ")));
        }
        return resolution;
    }
}
