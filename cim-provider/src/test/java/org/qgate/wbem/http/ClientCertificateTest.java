package org.qgate.wbem.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.wbem.fixture.TestServer;

/** Clients that prove who they are by certificate: the common name is the user. */
class ClientCertificateTest {
    private static final String NAMES = "EnumerateInstanceNames";
    private static final String DELETE = Messages.intrinsic(
            "DeleteInstance",
            "<IPARAMVALUE NAME=\"InstanceName\"><INSTANCENAME CLASSNAME=\"TST_Thing\"><KEYBINDING NAME=\"Name\">"
                    + "<KEYVALUE>none</KEYVALUE></KEYBINDING></INSTANCENAME></IPARAMVALUE>");

    @TempDir
    private static Path folder;

    private static TestCertificates ours;
    private static TestCertificates strange;
    private static TestServer asking;
    private static TestServer insisting;

    @BeforeAll
    static void start() throws Exception {
        ours = TestCertificates.authority(folder, "ours");
        ours.certify("operator");
        ours.certify("nobody");
        strange = TestCertificates.authority(folder, "strange");
        strange.certify("admin");
        Optional<Path> authorities = Optional.of(ours.certificate());
        asking = TestServer.startSecure(folder, TestServer.madeNow(folder, authorities, false));
        insisting = TestServer.startSecure(folder, TestServer.madeNow(folder, authorities, true));
    }

    @AfterAll
    static void stop() {
        asking.close();
        insisting.close();
    }

    private static Path serverCertificate() {
        return folder.resolve("server.crt");
    }

    private static RawClient.Answer exchange(TestServer server, SSLContext tls, String request) throws IOException {
        try (RawClient client = new RawClient(
                tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.securePort()))) {
            client.send(request);
            return client.receive();
        }
    }

    private static String enumerate(String headers) {
        return Messages.post(NAMES, Messages.ENUMERATE_NAMES, headers);
    }

    @Test
    void theCommonNameIsTheUserWithHisRole() throws Exception {
        SSLContext operator = ours.clientOf("operator", serverCertificate());

        assertThat(exchange(asking, operator, enumerate("")).status()).isEqualTo(200);
        RawClient.Answer refused = exchange(asking, operator, Messages.post("DeleteInstance", DELETE, ""));

        assertThat(refused.body()).contains("needs role admin, user operator has role operator");
        assertThat(asking.audit())
                .anyMatch(entry -> entry.user().equals("operator")
                        && entry.operation().equals("DeleteInstance")
                        && entry.outcome().equals("CIM_ERR_ACCESS_DENIED"));
        assertThat(exchange(insisting, operator, enumerate("")).status()).isEqualTo(200);
    }

    @Test
    void aPasswordOverridesTheCertificate() throws Exception {
        SSLContext operator = ours.clientOf("operator", serverCertificate());

        RawClient.Answer answer =
                exchange(asking, operator, Messages.post("DeleteInstance", DELETE, RawClient.basic("admin", "admin")));

        assertThat(answer.body()).contains("<ERROR CODE=\"6\"");
    }

    @Test
    void aCertifiedNameThatIsNoUserIsTurnedAwayAndOnRecord() throws Exception {
        RawClient.Answer answer = exchange(asking, ours.clientOf("nobody", serverCertificate()), enumerate(""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(asking.audit())
                .anyMatch(entry -> entry.operation().equals("Login")
                        && entry.user().equals("nobody")
                        && entry.outcome().contains("common name is no user"));
    }

    @Test
    void aCertificateOfAnotherAuthorityIsOfNoUse() throws Exception {
        SSLContext stranger = strange.clientOf("admin", serverCertificate());

        assertThatThrownBy(() -> assertThat(
                                exchange(asking, stranger, enumerate("")).status())
                        .isEqualTo(401))
                .isInstanceOf(IOException.class);
    }

    @Test
    void withoutACertificateAPasswordIsNeededOrNothingHelps() throws Exception {
        SSLContext none = TestCertificates.client(serverCertificate());

        assertThat(exchange(asking, none, enumerate("")).status()).isEqualTo(401);
        assertThat(exchange(asking, none, enumerate(RawClient.basic("viewer", "viewer")))
                        .status())
                .isEqualTo(200);
        assertThatThrownBy(() -> exchange(insisting, none, enumerate(RawClient.basic("viewer", "viewer"))))
                .isInstanceOf(IOException.class);
    }
}
