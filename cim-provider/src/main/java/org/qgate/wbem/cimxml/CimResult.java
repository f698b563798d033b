package org.qgate.wbem.cimxml;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;

/**
 * What an operation of the server gives, in the form that it has on the wire. Streams are read once and closed by who writes them.
 * Elements are written as they are: what a client did not ask for has been taken away before.
 */
public sealed interface CimResult {
    /** Nothing: the operation is done. */
    record Done() implements CimResult {}

    /** CLASS elements. */
    record Classes(List<CimClass> classes) implements CimResult {
        public Classes {
            classes = List.copyOf(classes);
        }
    }

    /** CLASSNAME elements. */
    record ClassNames(List<String> names) implements CimResult {
        public ClassNames {
            names = List.copyOf(names);
        }
    }

    /** OBJECTPATH elements around CLASSPATH. */
    record ClassPaths(List<CimObjectPath> paths) implements CimResult {
        public ClassPaths {
            paths = List.copyOf(paths);
        }
    }

    /** VALUE.OBJECTWITHPATH elements around CLASSPATH and CLASS. */
    record ClassesWithPath(String namespace, List<CimClass> classes) implements CimResult {
        public ClassesWithPath {
            classes = List.copyOf(classes);
        }
    }

    /** One INSTANCE. */
    record OneInstance(CimInstance instance) implements CimResult {}

    /** VALUE.NAMEDINSTANCE elements. */
    record NamedInstances(Stream<CimInstance> instances) implements CimResult {}

    /** INSTANCENAME elements. */
    record InstanceNames(Stream<CimObjectPath> paths) implements CimResult {}

    /** OBJECTPATH elements around INSTANCEPATH. */
    record ObjectPaths(Stream<CimObjectPath> paths) implements CimResult {}

    /** VALUE.OBJECTWITHPATH elements around INSTANCEPATH and INSTANCE. */
    record ObjectsWithPath(Stream<CimInstance> instances) implements CimResult {}

    /**
     * VALUE.INSTANCEWITHPATH elements, or INSTANCE elements of a query, with the state of the enumeration.
     *
     * @param context null at the end
     * @param queryClass class of what a query gives; null if not asked for
     */
    record PulledInstances(
            List<CimInstance> instances,
            boolean withPath,
            @Nullable String context,
            @Nullable CimClass queryClass) implements CimResult {
        public PulledInstances {
            instances = List.copyOf(instances);
        }
    }

    /**
     * INSTANCEPATH elements with the state of the enumeration.
     *
     * @param context null at the end
     */
    record PulledPaths(List<CimObjectPath> paths, @Nullable String context) implements CimResult {
        public PulledPaths {
            paths = List.copyOf(paths);
        }
    }

    /** QUALIFIER.DECLARATION elements. */
    record QualifierTypes(List<CimQualifierType> types) implements CimResult {
        public QualifierTypes {
            types = List.copyOf(types);
        }
    }

    /** The value of a property. */
    record PropertyValue(DataType type, @Nullable CimValue value) implements CimResult {}

    /** A number of instances. */
    record Count(long number) implements CimResult {}
}
