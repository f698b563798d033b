package org.qgate.wbem.benchmark;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.Flavor;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.model.QualifierScope;
import org.qgate.wbem.provider.AssociationProvider;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.schema.Schema;

/**
 * Instances of 40 properties, made anew for each reader with other values in half of them, and a group that has all of them as members: the
 * load that the peers were measured with.
 */
final class WideObjects implements AssociationProvider {
    static final String NAMESPACE = "root/bench";
    static final String WIDE = "BENCH_Wide";
    static final String GROUP = "BENCH_Group";
    static final String MEMBER = "BENCH_Member";

    private static final int PROPERTIES = 39;
    private static final CimQualifier KEY = CimQualifier.of("Key", CimBoolean.TRUE);

    private final int count;
    private final AtomicLong reads = new AtomicLong();
    private final List<String> names = IntStream.range(0, PROPERTIES)
            .mapToObj(index -> "PropertyWithAName" + index)
            .toList();
    private final CimObjectPath group =
            CimObjectPath.of(NAMESPACE, GROUP, new KeyBinding("Name", new CimString("all")));

    WideObjects(int count) {
        this.count = count;
    }

    Schema schema() throws CimException {
        List<CimProperty> properties = new ArrayList<>();
        properties.add(property("Name", DataType.of(CimType.STRING), KEY));
        for (int index = 0; index < PROPERTIES; index++) {
            properties.add(property(names.get(index), DataType.of(index % 2 == 0 ? CimType.STRING : CimType.UINT64)));
        }
        Schema schema = Schema.empty();
        for (String qualifier : List.of("Key", "Association")) {
            schema = schema.withQualifierType(new CimQualifierType(
                    qualifier,
                    DataType.of(CimType.BOOLEAN),
                    null,
                    EnumSet.allOf(QualifierScope.class),
                    Flavor.DEFAULT));
        }
        return schema.withNewClass(new CimClass(WIDE, null, List.of(), properties, List.of()))
                .withNewClass(new CimClass(
                        GROUP, null, List.of(), List.of(property("Name", DataType.of(CimType.STRING), KEY)), List.of()))
                .withNewClass(new CimClass(
                        MEMBER,
                        null,
                        List.of(CimQualifier.of("Association", CimBoolean.TRUE)),
                        List.of(
                                property("GroupComponent", DataType.referenceTo(GROUP), KEY),
                                property("PartComponent", DataType.referenceTo(WIDE), KEY)),
                        List.of()));
    }

    private static CimProperty property(String name, DataType type, CimQualifier... qualifiers) {
        return new CimProperty(name, type, null, null, false, List.of(qualifiers));
    }

    @Override
    public Stream<CimInstance> instances(Caller caller, String className) {
        return switch (className) {
            case WIDE -> IntStream.range(0, count).mapToObj(this::wide);
            case MEMBER -> IntStream.range(0, count).mapToObj(this::member);
            default ->
                Stream.of(CimInstance.of(GROUP, List.of(CimProperty.of("Name", new CimString("all"))))
                        .withPath(group));
        };
    }

    @Override
    public Stream<CimObjectPath> paths(Caller caller, String className) throws CimException {
        return className.equals(WIDE)
                ? IntStream.range(0, count).mapToObj(WideObjects::path)
                : AssociationProvider.super.paths(caller, className);
    }

    @Override
    public Optional<CimInstance> find(Caller caller, CimObjectPath path) throws CimException {
        if (!path.className().equals(WIDE)) {
            return AssociationProvider.super.find(caller, path);
        }
        String name = path.stringKey("Name").orElse("");
        int index = name.matches("instance-[0-9]{1,6}") ? Integer.parseInt(name.substring(9)) : -1;
        return index >= 0 && index < count ? Optional.of(wide(index)) : Optional.empty();
    }

    private static CimObjectPath path(int index) {
        return CimObjectPath.of(NAMESPACE, WIDE, new KeyBinding("Name", new CimString("instance-" + index)));
    }

    private CimInstance wide(int index) {
        List<CimProperty> properties = new ArrayList<>(PROPERTIES + 1);
        properties.add(CimProperty.of("Name", DataType.of(CimType.STRING), new CimString("instance-" + index)));
        long read = reads.incrementAndGet();
        for (int place = 0; place < PROPERTIES; place++) {
            CimValue value = place % 2 == 0
                    ? new CimString("a value of some length for property " + place)
                    : CimInteger.uint64(read * 1_000 + place);
            properties.add(CimProperty.of(
                    names.get(place), DataType.of(place % 2 == 0 ? CimType.STRING : CimType.UINT64), value));
        }
        return new CimInstance(WIDE, path(index), properties, List.of());
    }

    private CimInstance member(int index) {
        return CimInstance.builder(MEMBER)
                .set("GroupComponent", group)
                .set("PartComponent", path(index))
                .keys(NAMESPACE, "GroupComponent", "PartComponent")
                .build();
    }
}
