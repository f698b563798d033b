package org.qgate.wbem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.fixture.TestServer;

class WbemcliInteropTest {
    @TempDir
    private static Path folder;

    private static TestServer server;
    private static String base;
    private static String secureBase;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.startSecure(folder, Optional.empty());
        base = "http://admin:admin@127.0.0.1:" + server.port() + "/root/test";
        secureBase = "https://admin:admin@127.0.0.1:" + server.securePort() + "/root/test";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Wbemcli.Ended succeeds(String... arguments) throws IOException, InterruptedException {
        Wbemcli.Ended ended = Wbemcli.run(arguments);
        assertThat(ended.error()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        return ended;
    }

    private static void fails(String code, String... arguments) throws IOException, InterruptedException {
        Wbemcli.Ended ended = Wbemcli.run(arguments);
        assertThat(ended.exitCode()).isEqualTo(16);
        assertThat(ended.error()).contains(code);
    }

    @Test
    void enumeratesInstanceNamesOfAClassAndItsSubclasses() throws Exception {
        assertThat(succeeds("ein", base + ":TST_Thing").lines())
                .hasSize(3)
                .anyMatch(line -> line.endsWith("root/test:TST_SpecialThing.Name=\"special\""));
    }

    @Test
    void enumeratesInstancesWithValuesOfEveryType() throws Exception {
        Wbemcli.Ended ended = succeeds("-nl", "ei", base + ":TST_Thing");
        assertThat(ended.lines())
                .contains("-Auint64=18446744073709551615", "-Asint64=-9223372036854775808", "-Aboolean=true")
                .contains("-Manyuint8=255,255")
                .anyMatch(line -> line.startsWith("-Adatetime=20261127153000.123456+060"))
                .anyMatch(line -> line.contains("Specialty=\"umlauts: \u00e4\u00f6\u00fc \u20ac \uD83D\uDD11 <&>"));
    }

    @Test
    void getsAnInstanceAndSomeOfItsProperties() throws Exception {
        assertThat(succeeds("gi", base + ":TST_Thing.Name=\"one\"", "Caption,Auint16")
                        .lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .contains("Caption=\"Everything\"", "Auint16=65535")
                        .doesNotContain("Auint8"));
        fails("CIM_ERR_NOT_FOUND", "gi", base + ":TST_Thing.Name=\"none\"");
    }

    @Test
    void getsAClassAndItsDeclaration() throws Exception {
        assertThat(succeeds("gc", base + ":TST_Thing").lines()).anyMatch(line -> line.contains("Auint8"));
        assertThat(succeeds("gcd", base + ":TST_Thing").lines())
                .anyMatch(line -> line.contains("Compute"))
                .anyMatch(line -> line.contains("PARAMETER.REFERENCE"));
        fails("CIM_ERR_NOT_FOUND", "gc", base + ":TST_Nothing");
    }

    @Test
    void enumeratesClassesAndTheirNames() throws Exception {
        assertThat(succeeds("ecn", base).lines()).anyMatch(line -> line.endsWith("root/test:TST_Element"));
        assertThat(succeeds("ecn", base + ":TST_Element").lines())
                .anyMatch(line -> line.endsWith("root/test:TST_Group"));
        assertThat(succeeds("ec", base + ":TST_Element").lines()).anyMatch(line -> line.contains("TST_Thing"));
    }

    @Test
    void walksAssociations() throws Exception {
        String group = base + ":TST_Group.Name=\"all\"";
        assertThat(succeeds("ain", group).lines()).hasSize(3);
        assertThat(succeeds("ai", "-ac", "TST_Member", "-arc", "TST_SpecialThing", group)
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Specialty"));
        assertThat(succeeds("rin", group).lines()).hasSize(3).allMatch(line -> line.contains("TST_Member."));
        assertThat(succeeds("ri", "-ar", "GroupComponent", group).lines()).hasSize(3);
        assertThat(succeeds("ain", "-ar", "PartComponent", group).lines()).isEmpty();
    }

    @Test
    void callsMethodsWithParametersThatHaveNoTypeOnTheWire() throws Exception {
        assertThat(succeeds("cm", base + ":TST_Thing.Name=\"two\"", "Compute.A=42,Words=\"x\",\"y\"")
                        .lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line).contains("Compute: 0", "Sum (uint64): 42", "Joined (string): x;y;"));
        assertThat(succeeds("cmx", base + ":TST_Thing.Name=\"two\"", "Compute.A=1")
                        .lines())
                .anyMatch(line -> line.contains("RETURNVALUE"));
        fails("CIM_ERR_METHOD_NOT_FOUND", "cm", base + ":TST_Group.Name=\"all\"", "Compute.A=1");
    }

    @Test
    void createsModifiesAndDeletesInstances() throws Exception {
        String path = base + ":TST_Thing.Name=\"fresh\"";
        succeeds("ci", path, "Name=\"fresh\",Caption=\"first\",Auint8=7");
        fails("CIM_ERR_ALREADY_EXISTS", "ci", path, "Name=\"fresh\"");
        succeeds("mi", path, "Caption=\"second\"");
        assertThat(succeeds("gp", path, "Caption").lines()).anyMatch(line -> line.contains("second"));
        succeeds("sp", path, "Auint8=9");
        assertThat(succeeds("gp", path, "Auint8").lines()).anyMatch(line -> line.contains("9"));
        succeeds("di", path);
        fails("CIM_ERR_NOT_FOUND", "di", path);
    }

    @Test
    void seesTheErrorsOfUnknownNamesAndMissingRights() throws Exception {
        String port = ":" + server.port();
        fails("CIM_ERR_INVALID_NAMESPACE", "ein", "http://admin:admin@127.0.0.1" + port + "/root/none:TST_Thing");
        fails("CIM_ERR_INVALID_CLASS", "ein", base + ":TST_Nothing");
        fails(
                "CIM_ERR_ACCESS_DENIED",
                "di",
                "http://viewer:viewer@127.0.0.1" + port + "/root/test:TST_Thing.Name=\"two\"");
        assertThat(Wbemcli.run("ein", "http://admin:wrong@127.0.0.1" + port + "/root/test:TST_Thing")
                        .exitCode())
                .isEqualTo(16);
    }

    @Test
    void speaksTlsAndTrustsTheCertificateMadeAtFirstStart() throws Exception {
        String certificate = folder.resolve("server.crt").toString();
        assertThat(succeeds("-cacert", certificate, "ein", secureBase + ":TST_Thing")
                        .lines())
                .hasSize(3);
        Wbemcli.Ended untrusted =
                Wbemcli.run("-cacert", "/etc/ssl/certs/ca-certificates.crt", "ein", secureBase + ":TST_Thing");
        assertThat(untrusted.exitCode()).isEqualTo(16);
    }
}
