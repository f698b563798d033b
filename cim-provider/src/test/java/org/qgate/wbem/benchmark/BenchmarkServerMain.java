package org.qgate.wbem.benchmark;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.qgate.wbem.http.HttpLimits;
import org.qgate.wbem.http.WbemServer;
import org.qgate.wbem.operation.EnumerationLimits;
import org.qgate.wbem.operation.EnumerationTable;
import org.qgate.wbem.operation.OperationDispatcher;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.SchemaRepository;
import org.qgate.wbem.security.AccessPolicy;
import org.qgate.wbem.security.PasswordAuthenticator;
import org.qgate.wbem.security.PasswordHash;
import org.qgate.wbem.security.UserAccount;
import org.qgate.wbem.security.UserDirectory;
import org.qgate.wbem.security.UserFile;

/** Serves {@link WideObjects} on a port of the loopback to user viewer with password viewer, until it is killed. */
final class BenchmarkServerMain {
    private BenchmarkServerMain() {}

    /** Arguments: port, folder for the users file, number of instances. */
    public static void main(String[] arguments) throws Exception {
        HttpLimits limits = new HttpLimits(
                16_384,
                4 << 20,
                64L << 20,
                64 << 20,
                256L << 20,
                1_024,
                1_024,
                10_000,
                30_000,
                30_000,
                120_000,
                1_000_000,
                1_000_000,
                64);
        WideObjects objects = new WideObjects(Integer.parseInt(arguments[2]));
        ProviderRegistry.Builder providers = ProviderRegistry.builder();
        for (String name : List.of(WideObjects.WIDE, WideObjects.GROUP, WideObjects.MEMBER)) {
            providers.instances(WideObjects.NAMESPACE, name, objects);
        }
        SecureRandom random = new SecureRandom();
        OperationDispatcher dispatcher = new OperationDispatcher(new OperationDispatcher.Parts(
                new SchemaRepository(Map.of(WideObjects.NAMESPACE, objects.schema())),
                Map.of(),
                providers.build(),
                new AccessPolicy(List.of()),
                entry -> {},
                new EnumerationTable(new EnumerationLimits(100, 100, 1_000, 60, 60), System::nanoTime, random)));
        UserFile users = new UserFile(Path.of(arguments[1], "users"));
        users.put(new UserAccount("viewer", Role.VIEWER, PasswordHash.of("viewer".toCharArray(), 1_000, random)));
        PasswordAuthenticator authenticator =
                new PasswordAuthenticator(new UserDirectory(users, System::nanoTime), System::nanoTime, random);
        WbemServer server =
                new WbemServer(new WbemServer.Parts("localhost", limits, authenticator, entry -> {}, dispatcher));
        server.addPlain(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), limits);
        server.start();
    }
}
