package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.fixture.TestServer;

class CimHttpTest {
    private static final String NAMES = "EnumerateInstanceNames";
    private static final String ADMIN = RawClient.basic("admin", "admin");

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawClient.Answer exchange(String request) throws IOException {
        return RawClient.exchange(server.port(), request);
    }

    @Test
    void answersWithLengthTypeAndOperation() throws IOException {
        RawClient.Answer answer = exchange(Messages.post(NAMES, Messages.ENUMERATE_NAMES));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/xml; charset=\"utf-8\"");
        assertThat(answer.header("CIMOperation")).isEqualTo("MethodResponse");
        assertThat(answer.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"utf-8\" ?>")
                .contains("<IMETHODRESPONSE NAME=\"EnumerateInstanceNames\">", "special")
                .endsWith("</CIM>\n");
    }

    @Test
    void keepsAConnectionForTheNextRequestAlsoAfterARefusal() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.send(Messages.post(NAMES, Messages.ENUMERATE_NAMES, ""));
            RawClient.Answer refused = client.receive();
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).isEqualTo("Basic realm=\"qgate-wbem\"");
            assertThat(refused.header("Content-Length")).isEqualTo("0");
            client.send(Messages.post(NAMES, Messages.ENUMERATE_NAMES));
            assertThat(client.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void takesExtendedPostWithPrefixedHeaders() throws IOException {
        String request = Messages.post(NAMES, Messages.ENUMERATE_NAMES)
                .replace("POST /cimom", "M-POST /cimom")
                .replace("CIM", "48-CIM")
                .replace("48-CIMVERSION", "CIMVERSION")
                .replace("<48-CIM", "<CIM")
                .replace("</48-CIM", "</CIM")
                .replace("\r\n\r\n", "\r\nMan: http://www.dmtf.org/cim/mapping/http/v1.0 ; ns=48\r\n\r\n");
        RawClient.Answer answer = exchange(request);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsKey("ext");
        assertThat(answer.header("48-CIMOperation")).isEqualTo("MethodResponse");
    }

    @Test
    void takesChunkedBodies() throws IOException {
        String body = Messages.ENUMERATE_NAMES;
        String chunked = Messages.head(NAMES, ADMIN) + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(10) + "\r\n" + body.substring(0, 10) + "\r\n"
                + Integer.toHexString(body.length() - 10) + "\r\n" + body.substring(10) + "\r\n0\r\n\r\n";
        assertThat(exchange(chunked).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root/test", "root%2Ftest", "/root/test", "//host/root/test", "ROOT/TEST", "test"})
    void takesTheObjectHeaderInEverySpelling(String object) throws IOException {
        String namespace = object.equals("test") ? "<NAMESPACE NAME=\"test\"/>" : null;
        String body = namespace == null
                ? Messages.ENUMERATE_NAMES
                : Messages.ENUMERATE_NAMES.replace("<NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"test\"/>", namespace);
        String request = Messages.post(NAMES, body).replace("CIMObject: root/test", "CIMObject: " + object);
        assertThat(exchange(request).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/xml", "text/xml; charset=utf-8", "application/xml", "application/xml;charset=\"UTF-8\""})
    void takesBothContentTypes(String type) throws IOException {
        String request =
                Messages.post(NAMES, Messages.ENUMERATE_NAMES).replace("application/xml; charset=\"utf-8\"", type);
        assertThat(exchange(request).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST /cimom                         | GET /cimom                          | 405 |
                    POST /cimom                         | POST /elsewhere                     | 404 |
                    CIMOperation: MethodCall            | CIMOperation: MethodPull            | 400 | unsupported-operation
                    CIMMethod: EnumerateInstanceNames   | CIMMethod: GetInstance              | 400 | header-mismatch
                    CIMMethod: EnumerateInstanceNames   | X-Nothing: x                        | 400 | header-mismatch
                    CIMObject: root/test                | CIMObject: root/other               | 400 | header-mismatch
                    CIMOperation: MethodCall            | CIMOperation: MethodCall<CRLF>CIMProtocolVersion: 2.0 | 501 | unsupported-protocol-version
                    CIMOperation: MethodCall            | CIMOperation: MethodCall<CRLF>CIMBatch: x | 501 | multiple-requests-unsupported
                    Content-Type: application/xml; charset="utf-8" | Content-Type: application/json | 415 |
                    Content-Type: application/xml; charset="utf-8" | Content-Type: text/xml; charset=utf-16 | 415 |
                    Content-Type: application/xml; charset="utf-8" | Content-Encoding: gzip | 415 |
                    CIMVERSION="2.0"                    | CIMVERSION="3.0"                    | 501 | unsupported-cim-version
                    DTDVERSION="2.0"                    | DTDVERSION="1.0"                    | 501 | unsupported-dtd-version
                    PROTOCOLVERSION="1.0"               | PROTOCOLVERSION="9.0"               | 501 | unsupported-protocol-version
                    <SIMPLEREQ>                         | <MULTIREQ><SIMPLEREQ>               | 501 | multiple-requests-unsupported
                    <CLASSNAME NAME="TST_Thing"/>       | <CLASSNAME NAMX="TST_Thing"/>       | 400 | request-not-valid
                    """)
    void refusesWhatIsNoRequestAsTheStandardSays(String right, String wrong, int status, String cimError)
            throws IOException {
        String request = Messages.post(NAMES, Messages.ENUMERATE_NAMES).replace(right, wrong.replace("<CRLF>", "\r\n"));
        RawClient.Answer answer = exchange(request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("CIMError")).isEqualTo(cimError == null ? "" : cimError);
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GetInstance | <IPARAMVALUE NAME="InstanceName"><INSTANCENAME CLASSNAME="TST_Thing"><KEYBINDING NAME="Name"><KEYVALUE VALUETYPE="string">x</KEYVALUE></KEYBINDING></INSTANCENAME></IPARAMVALUE> | 6
                    GetInstance | <IPARAMVALUE NAME="InstanceName"><INSTANCENAME CLASSNAME="TST_Nothing"></INSTANCENAME></IPARAMVALUE> | 5
                    GetInstance | <IPARAMVALUE NAME="InstanceName"><INSTANCENAME CLASSNAME="TST_Thing"></INSTANCENAME></IPARAMVALUE> | 4
                    GetInstance | <IPARAMVALUE NAME="Nonsense"><VALUE>1</VALUE></IPARAMVALUE> | 4
                    GetInstance | '' | 4
                    EnumerateInstances | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Nothing"/></IPARAMVALUE> | 5
                    EnumerateInstances | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Thing"/></IPARAMVALUE><IPARAMVALUE NAME="DeepInheritance"><VALUE>maybe</VALUE></IPARAMVALUE> | 4
                    EnumerateInstances | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Thing"/></IPARAMVALUE><IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Thing"/></IPARAMVALUE> | 4
                    GetClass | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Nothing"/></IPARAMVALUE> | 6
                    GetQualifier | <IPARAMVALUE NAME="QualifierName"><VALUE>Nothing</VALUE></IPARAMVALUE> | 6
                    FlyToTheMoon | '' | 7
                    CreateInstance | <IPARAMVALUE NAME="NewInstance"><INSTANCE CLASSNAME="TST_Thing"><PROPERTY NAME="Auint8" TYPE="uint8"><VALUE>300</VALUE></PROPERTY></INSTANCE></IPARAMVALUE> | 4
                    CreateInstance | <IPARAMVALUE NAME="NewInstance"><INSTANCE CLASSNAME="TST_Element"></INSTANCE></IPARAMVALUE> | 4
                    CreateInstance | <IPARAMVALUE NAME="NewInstance"><INSTANCE CLASSNAME="TST_Settings"></INSTANCE></IPARAMVALUE> | 7
                    CreateInstance | <IPARAMVALUE NAME="NewInstance"><INSTANCE CLASSNAME="TST_Thing"><PROPERTY NAME="Astring" TYPE="uint8"><VALUE>3</VALUE></PROPERTY></INSTANCE></IPARAMVALUE> | 4
                    GetProperty | <IPARAMVALUE NAME="InstanceName"><INSTANCENAME CLASSNAME="TST_Thing"><KEYBINDING NAME="Name"><KEYVALUE VALUETYPE="string">one</KEYVALUE></KEYBINDING></INSTANCENAME></IPARAMVALUE><IPARAMVALUE NAME="PropertyName"><VALUE>None</VALUE></IPARAMVALUE> | 12
                    SetProperty | <IPARAMVALUE NAME="InstanceName"><INSTANCENAME CLASSNAME="TST_Thing"><KEYBINDING NAME="Name"><KEYVALUE VALUETYPE="string">one</KEYVALUE></KEYBINDING></INSTANCENAME></IPARAMVALUE><IPARAMVALUE NAME="PropertyName"><VALUE>Auint8</VALUE></IPARAMVALUE><IPARAMVALUE NAME="NewValue"><VALUE>x</VALUE></IPARAMVALUE> | 13
                    ExecQuery | <IPARAMVALUE NAME="QueryLanguage"><VALUE>SQL</VALUE></IPARAMVALUE><IPARAMVALUE NAME="Query"><VALUE>x</VALUE></IPARAMVALUE> | 14
                    ExecQuery | <IPARAMVALUE NAME="QueryLanguage"><VALUE>WQL</VALUE></IPARAMVALUE><IPARAMVALUE NAME="Query"><VALUE>SELECT</VALUE></IPARAMVALUE> | 15
                    PullInstancePaths | <IPARAMVALUE NAME="EnumerationContext"><VALUE>x</VALUE></IPARAMVALUE><IPARAMVALUE NAME="MaxObjectCount"><VALUE>1</VALUE></IPARAMVALUE> | 21
                    OpenEnumerateInstances | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Thing"/></IPARAMVALUE><IPARAMVALUE NAME="OperationTimeout"><VALUE>0</VALUE></IPARAMVALUE> | 22
                    OpenEnumerateInstancePaths | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Thing"/></IPARAMVALUE><IPARAMVALUE NAME="FilterQueryLanguage"><VALUE>DMTF:FQL</VALUE></IPARAMVALUE><IPARAMVALUE NAME="FilterQuery"><VALUE>Name = 'x'</VALUE></IPARAMVALUE> | 25
                    OpenEnumerateInstances | <IPARAMVALUE NAME="ClassName"><CLASSNAME NAME="TST_Thing"/></IPARAMVALUE><IPARAMVALUE NAME="ContinueOnError"><VALUE>TRUE</VALUE></IPARAMVALUE> | 26
                    """)
    void tellsEachErrorByItsCode(String method, String arguments, int code) throws IOException {
        RawClient.Answer answer = exchange(Messages.post(method, Messages.intrinsic(method, arguments)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("<IMETHODRESPONSE NAME=\"" + method + "\"><ERROR CODE=\"" + code + "\"");
    }

    @Test
    void saysWhenThereIsNoSuchNamespaceOrMethod() throws IOException {
        String elsewhere = Messages.ENUMERATE_NAMES.replace("NAME=\"test\"", "NAME=\"none\"");
        assertThat(exchange(Messages.post(NAMES, elsewhere).replace("root/test", "root/none"))
                        .body())
                .contains("<ERROR CODE=\"3\"");
        String path = "<LOCALINSTANCEPATH><LOCALNAMESPACEPATH><NAMESPACE NAME=\"root\"/><NAMESPACE NAME=\"test\"/>"
                + "</LOCALNAMESPACEPATH><INSTANCENAME CLASSNAME=\"TST_Group\"><KEYBINDING NAME=\"Name\">"
                + "<KEYVALUE>all</KEYVALUE></KEYBINDING></INSTANCENAME></LOCALINSTANCEPATH>";
        String call = Messages.message("<METHODCALL NAME=\"Fly\">" + path + "</METHODCALL>");
        String request = Messages.post("Fly", call).replace(": root/test", ": root/test:TST_Group.Name=\"all\"");
        assertThat(exchange(request).body()).contains("<METHODRESPONSE NAME=\"Fly\"><ERROR CODE=\"17\"");
        String other = Messages.post("Fly", call).replace(": root/test", ": root/test:TST_Group.Name=\"other\"");
        assertThat(exchange(other).header("CIMError")).isEqualTo("header-mismatch");
    }

    @Test
    void recordsChangesAndFailedLoginsAndNoReading() throws IOException {
        exchange(Messages.post(NAMES, Messages.ENUMERATE_NAMES));
        exchange(Messages.post(NAMES, Messages.ENUMERATE_NAMES, RawClient.basic("nobody", "secret-guess")));
        String delete = Messages.intrinsic(
                "DeleteInstance",
                "<IPARAMVALUE NAME=\"InstanceName\"><INSTANCENAME CLASSNAME=\"TST_Thing\"><KEYBINDING NAME=\"Name\">"
                        + "<KEYVALUE>none</KEYVALUE></KEYBINDING></INSTANCENAME></IPARAMVALUE>");
        exchange(Messages.post("DeleteInstance", delete, RawClient.basic("operator", "operator")));
        assertThat(server.audit())
                .anyMatch(entry ->
                        entry.operation().equals("Login") && entry.user().equals("nobody"))
                .anyMatch(entry -> entry.operation().equals("DeleteInstance")
                        && entry.user().equals("operator")
                        && entry.outcome().equals("CIM_ERR_ACCESS_DENIED"))
                .noneMatch(entry -> entry.operation().equals(NAMES))
                .noneMatch(entry -> entry.toString().contains("secret-guess"));
    }
}
