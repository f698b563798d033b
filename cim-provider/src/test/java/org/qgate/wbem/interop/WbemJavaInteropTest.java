package org.qgate.wbem.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricshub.wbem.javax.cim.CIMArgument;
import org.metricshub.wbem.javax.cim.CIMClass;
import org.metricshub.wbem.javax.cim.CIMDataType;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.CIMProperty;
import org.metricshub.wbem.javax.cim.CIMQualifierType;
import org.metricshub.wbem.javax.cim.UnsignedInteger16;
import org.metricshub.wbem.javax.cim.UnsignedInteger32;
import org.metricshub.wbem.javax.cim.UnsignedInteger64;
import org.metricshub.wbem.javax.wbem.WBEMException;
import org.metricshub.wbem.javax.wbem.client.EnumerateResponse;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.qgate.wbem.fixture.TestServer;

class WbemJavaInteropTest {
    private static final UnsignedInteger32 TIMEOUT_SECONDS = new UnsignedInteger32(30);
    private static final UnsignedInteger32 TWO = new UnsignedInteger32(2);

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static JavaClient paths;
    private static WBEMClient client;

    @BeforeAll
    static void start() throws IOException, WBEMException {
        server = TestServer.startSecure(folder, Optional.empty());
        paths = new JavaClient("http", server.port());
        client = paths.connect("admin", "admin");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static void failsWith(int status, ThrowingCallable call) {
        assertThatExceptionOfType(WBEMException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getID()).isEqualTo(status));
    }

    private static List<String> names(List<CIMInstance> instances) {
        return instances.stream()
                .map(instance -> String.valueOf(instance.getPropertyValue("Name")))
                .sorted()
                .toList();
    }

    @Test
    void readsInstancesWithEveryType() throws Exception {
        CIMInstance one = client.getInstance(paths.named("TST_Thing", "one"), false, false, null);
        assertThat(one.getPropertyValue("Auint64"))
                .isEqualTo(new UnsignedInteger64(BigInteger.TWO.pow(64).subtract(BigInteger.ONE)));
        assertThat(one.getPropertyValue("Asint64")).isEqualTo(Long.MIN_VALUE);
        assertThat(one.getPropertyValue("Areal64")).isEqualTo(-2.25e100);
        assertThat(one.getPropertyValue("Achar16")).isEqualTo('x');
        assertThat(one.getPropertyValue("Adatetime")).hasToString("20261127153000.123456+060");
        assertThat((Object[]) one.getPropertyValue("Manyuint16"))
                .containsExactly(new UnsignedInteger16(65_535), new UnsignedInteger16(65_535));
        assertThat(one.getPropertyValue("Settings"))
                .isInstanceOfSatisfying(
                        CIMInstance.class,
                        settings -> assertThat(settings.getPropertyValue("Id")).isEqualTo("<a&b>"));
    }

    @Test
    void enumeratesInstancesPathsAndClasses() throws Exception {
        assertThat(names(JavaClient.all(
                        client.enumerateInstances(paths.classPath("TST_Thing"), true, false, false, null))))
                .contains("one", "special", "two");
        assertThat(JavaClient.all(client.enumerateInstanceNames(paths.classPath("TST_Group"))))
                .hasSize(1);
        assertThat(JavaClient.all(client.enumerateClasses(paths.classPath("TST_Element"), true, false, true, true)))
                .extracting(CIMClass::getName)
                .contains("TST_Thing", "TST_SpecialThing", "TST_Group");
        assertThat(JavaClient.all(client.enumerateClassNames(paths.classPath("TST_Element"), false)))
                .extracting(CIMObjectPath::getObjectName)
                .contains("TST_Thing", "TST_Group");
        CIMClass thing = client.getClass(paths.classPath("TST_Thing"), false, true, true, null);
        assertThat(thing.getSuperClassName()).isEqualTo("TST_Element");
        assertThat(thing.getMethod("Compute").getParameters()).hasSize(8);
        assertThat(thing.getProperty("Name").isKey()).isTrue();
    }

    @Test
    void seesOnlyPropertiesOfTheClassAskedForWithoutDeepInheritance() throws Exception {
        List<CIMInstance> shallow =
                JavaClient.all(client.enumerateInstances(paths.classPath("TST_Element"), false, false, false, null));
        assertThat(shallow)
                .isNotEmpty()
                .allSatisfy(instance -> assertThat(
                                Stream.of(instance.getProperties()).map(CIMProperty::getName))
                        .containsOnly("Name", "Caption"));
    }

    @Test
    void makesChangesAndDeletesInstances() throws Exception {
        CIMObjectPath path = paths.named("TST_Thing", "from-java");
        CIMInstance settings = new CIMInstance(
                paths.path("TST_Settings", new CIMProperty<?>[0]),
                new CIMProperty<?>[] {new CIMProperty<>("Id", CIMDataType.STRING_T, "x", true, false, null)});
        CIMInstance fresh = new CIMInstance(path, new CIMProperty<?>[] {
            new CIMProperty<>("Name", CIMDataType.STRING_T, "from-java", true, false, null),
            new CIMProperty<>("Auint16", CIMDataType.UINT16_T, new UnsignedInteger16(5)),
            new CIMProperty<>("MoreSettings", CIMDataType.OBJECT_ARRAY_T, new CIMInstance[] {settings, settings})
        });
        assertThat(client.createInstance(fresh).getKeyValue("Name")).isEqualTo("from-java");
        failsWith(WBEMException.CIM_ERR_ALREADY_EXISTS, () -> client.createInstance(fresh));
        CIMInstance read = client.getInstance(path, false, false, null);
        assertThat((Object[]) read.getPropertyValue("MoreSettings"))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one).isInstanceOf(CIMInstance.class));
        client.modifyInstance(
                new CIMInstance(path, new CIMProperty<?>[] {new CIMProperty<>("Caption", CIMDataType.STRING_T, "new")}),
                new String[] {"Caption"});
        assertThat(client.getInstance(path, false, false, new String[] {"Caption"})
                        .getPropertyValue("Caption"))
                .isEqualTo("new");
        failsWith(
                WBEMException.CIM_ERR_INVALID_PARAMETER,
                () -> client.modifyInstance(
                        new CIMInstance(path, new CIMProperty<?>[] {
                            new CIMProperty<>("Fixed", CIMDataType.UINT32_T, new UnsignedInteger32(9))
                        }),
                        new String[] {"Fixed"}));
        client.deleteInstance(path);
        failsWith(WBEMException.CIM_ERR_NOT_FOUND, () -> client.getInstance(path, false, false, null));
    }

    @Test
    void walksAssociationsBetweenInstancesAndBetweenClasses() throws Exception {
        CIMObjectPath group = paths.named("TST_Group", "all");
        assertThat(JavaClient.all(client.associatorNames(group, null, null, null, null)))
                .hasSize(3);
        assertThat(names(JavaClient.all(client.associatorInstances(
                        group, "TST_Member", "TST_SpecialThing", "GroupComponent", "PartComponent", false, null))))
                .containsExactly("special");
        assertThat(JavaClient.all(client.referenceNames(group, "TST_Member", null)))
                .hasSize(3);
        assertThat(JavaClient.all(client.referenceInstances(group, null, null, true, null)))
                .hasSize(3);
        assertThat(JavaClient.all(client.associatorClasses(
                        paths.classPath("TST_Group"), null, null, null, null, false, false, null)))
                .extracting(CIMClass::getName)
                .containsExactlyInAnyOrder("TST_Element", "TST_Group");
        assertThat(JavaClient.all(client.referenceClasses(paths.classPath("TST_Thing"), null, null, true, true, null)))
                .extracting(CIMClass::getName)
                .containsExactly("TST_Member");
    }

    @Test
    void pullsInPiecesWithAndWithoutPaths() throws Exception {
        CIMObjectPath things = paths.classPath("TST_Thing");
        EnumerateResponse<CIMInstance> response =
                client.enumerateInstances(things, true, false, null, null, null, TIMEOUT_SECONDS, false, TWO);
        List<CIMInstance> pulled = new ArrayList<>(JavaClient.all(response.getResponses()));
        assertThat(pulled).hasSize(2);
        assertThat(response.isEnd()).isFalse();
        while (!response.isEnd()) {
            response = client.getInstancesWithPath(things, response.getContext(), TWO);
            pulled.addAll(JavaClient.all(response.getResponses()));
        }
        assertThat(names(pulled)).contains("one", "special", "two");
        EnumerateResponse<CIMObjectPath> found =
                client.enumerateInstancePaths(things, null, null, TIMEOUT_SECONDS, false, TWO);
        assertThat(JavaClient.all(found.getResponses())).hasSize(2);
        client.closeEnumeration(things, found.getContext());
        failsWith(
                WBEMException.CIM_ERR_INVALID_ENUMERATION_CONTEXT,
                () -> client.getInstancePaths(things, found.getContext(), TWO));
    }

    @Test
    void pullsAssociationsAndFiltersEnumerations() throws Exception {
        CIMObjectPath group = paths.named("TST_Group", "all");
        UnsignedInteger32 many = new UnsignedInteger32(100);
        assertThat(JavaClient.all(client.associators(
                                group, null, null, null, null, false, null, null, null, TIMEOUT_SECONDS, false, many)
                        .getResponses()))
                .hasSize(3);
        assertThat(JavaClient.all(
                        client.associatorPaths(group, null, null, null, null, null, null, TIMEOUT_SECONDS, false, many)
                                .getResponses()))
                .hasSize(3);
        assertThat(JavaClient.all(
                        client.references(group, null, null, false, null, null, null, TIMEOUT_SECONDS, false, many)
                                .getResponses()))
                .hasSize(3);
        assertThat(JavaClient.all(client.referencePaths(group, null, null, null, null, TIMEOUT_SECONDS, false, many)
                        .getResponses()))
                .hasSize(3);
        assertThat(names(JavaClient.all(client.enumerateInstances(
                                paths.classPath("TST_Thing"),
                                true,
                                false,
                                null,
                                "DMTF:FQL",
                                "Name = 'two' OR Specialty LIKE 'uml%'",
                                TIMEOUT_SECONDS,
                                false,
                                many)
                        .getResponses())))
                .containsExactly("special", "two");
        failsWith(
                WBEMException.CIM_ERR_CONTINUATION_ON_ERROR_NOT_SUPPORTED,
                () -> client.enumerateInstances(
                        paths.classPath("TST_Thing"), true, false, null, null, null, TIMEOUT_SECONDS, true, many));
    }

    @Test
    void queries() throws Exception {
        CIMObjectPath namespace = paths.classPath("");
        assertThat(names(JavaClient.all(client.execQuery(
                        namespace, "SELECT * FROM TST_Thing WHERE Auint8 >= 200 AND Aboolean = TRUE", "WQL"))))
                .containsExactly("one");
        EnumerateResponse<CIMInstance> response = client.execQueryInstances(
                namespace,
                "SELECT Name FROM TST_Thing WHERE Name <> 'one'",
                "DMTF:CQL",
                false,
                TIMEOUT_SECONDS,
                false,
                new UnsignedInteger32(100),
                null);
        assertThat(names(JavaClient.all(response.getResponses()))).contains("special", "two");
        failsWith(
                WBEMException.CIM_ERR_QUERY_LANGUAGE_NOT_SUPPORTED,
                () -> JavaClient.all(client.execQuery(namespace, "SELECT * FROM TST_Thing", "SQL")));
        failsWith(
                WBEMException.CIM_ERR_INVALID_QUERY,
                () -> JavaClient.all(client.execQuery(namespace, "SELECT * FROM", "WQL")));
    }

    @Test
    void callsMethodsWithEmbeddedObjectsReferencesAndArrays() throws Exception {
        CIMInstance settings = new CIMInstance(paths.classPath("TST_Settings"), new CIMProperty<?>[] {
            new CIMProperty<>("Id", CIMDataType.STRING_T, "in", true, false, null),
            new CIMProperty<>("Level", CIMDataType.UINT16_T, new UnsignedInteger16(3))
        });
        CIMArgument<?>[] in = {
            new CIMArgument<>("A", CIMDataType.UINT32_T, new UnsignedInteger32(40)),
            new CIMArgument<>("Words", CIMDataType.STRING_ARRAY_T, new String[] {"a", "b"}),
            new CIMArgument<>("Settings", CIMDataType.OBJECT_T, settings),
            new CIMArgument<>("Other", new CIMDataType("TST_Element"), paths.named("TST_Thing", "two")),
            new CIMArgument<>("When", CIMDataType.DATETIME_T, null)
        };
        CIMArgument<?>[] out = new CIMArgument<?>[8];
        Object code = client.invokeMethod(paths.named("TST_Thing", "one"), "Compute", in, out);
        assertThat(code).isEqualTo(new UnsignedInteger32(0));
        assertThat(Stream.of(out).filter(argument -> argument != null).map(CIMArgument::getName))
                .contains("Sum", "Joined", "Settings", "Other")
                .doesNotContain("Unset");
        assertThat(client.invokeMethod(paths.classPath("TST_Thing"), "Reset", new CIMArgument<?>[0], out))
                .isEqualTo(new UnsignedInteger32(0));
        failsWith(
                WBEMException.CIM_ERR_INVALID_PARAMETER,
                () -> client.invokeMethod(
                        paths.named("TST_Thing", "one"), "Compute", new CIMArgument<?>[0], new CIMArgument<?>[8]));
        failsWith(
                WBEMException.CIM_ERR_METHOD_NOT_FOUND,
                () -> client.invokeMethod(paths.named("TST_Thing", "one"), "Fly", in, new CIMArgument<?>[8]));
    }

    @Test
    void readsAndChangesTheSchema() throws Exception {
        List<CIMQualifierType<?>> types = JavaClient.all(client.enumerateQualifierTypes(paths.classPath("")));
        assertThat(types).extracting(CIMQualifierType::getName).contains("Key", "Description");
        assertThat(client.getQualifierType(paths.classPath("Key")).getName()).isEqualTo("Key");
        CIMClass extra = new CIMClass("TST_Extra", "TST_Element", null, null, null);
        client.createClass(withPath(extra));
        assertThat(client.getClass(paths.classPath("TST_Extra"), true, true, true, null)
                        .getSuperClassName())
                .isEqualTo("TST_Element");
        client.modifyClass(withPath(extra));
        client.deleteClass(paths.classPath("TST_Extra"));
        failsWith(
                WBEMException.CIM_ERR_NOT_FOUND,
                () -> client.getClass(paths.classPath("TST_Extra"), true, true, true, null));
        failsWith(WBEMException.CIM_ERR_CLASS_HAS_CHILDREN, () -> client.deleteClass(paths.classPath("TST_Element")));
    }

    private static CIMClass withPath(CIMClass declaration) {
        return new CIMClass(
                paths.classPath(declaration.getName()),
                declaration.getSuperClassName(),
                null,
                null,
                null,
                false,
                false);
    }

    @Test
    void isToldWhatItMayNotDo() throws Exception {
        WBEMClient viewer = paths.connect("viewer", "viewer");
        failsWith(WBEMException.CIM_ERR_ACCESS_DENIED, () -> viewer.deleteInstance(paths.named("TST_Thing", "two")));
        assertThat(JavaClient.all(viewer.enumerateInstanceNames(paths.classPath("TST_Group"))))
                .hasSize(1);
        WBEMClient stranger = paths.connect("admin", "guess");
        failsWith(
                WBEMException.CIM_ERR_ACCESS_DENIED,
                () -> stranger.enumerateInstanceNames(paths.classPath("TST_Group")));
        viewer.close();
        stranger.close();
    }

    @Test
    void speaksTls() throws Exception {
        JavaClient secure = new JavaClient("https", server.securePort());
        WBEMClient overTls = secure.connect("operator", "operator");
        assertThat(JavaClient.all(overTls.enumerateInstanceNames(secure.classPath("TST_Thing"))))
                .hasSizeGreaterThanOrEqualTo(3);
        overTls.close();
    }
}
