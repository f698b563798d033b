package org.qgate.wbem;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.qgate.wbem.config.SettingsException;
import org.qgate.wbem.security.PasswordHash;
import org.qgate.wbem.security.RoleNames;
import org.qgate.wbem.security.UserAccount;
import org.qgate.wbem.security.UserFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes and removes users. A running server takes the change up within a second. */
@Command(
        name = "user",
        description = "Makes, lists and removes the users of this server.",
        mixinStandardHelpOptions = true)
final class UserCommand implements Callable<Integer> {
    private static final int PASSWORD_CHARACTERS_MIN = 8;
    private static final int PASSWORD_CHARACTERS_MAX = 256;

    @ParentCommand
    private WbemMain program = new WbemMain();

    @Override
    public Integer call() {
        System.err.println("qgate-wbem user: say add, list or remove (--help explains)");
        return 2;
    }

    @Command(
            name = "add",
            description = {
                "Adds a user, or gives it a new role and password.",
                "The password is asked for on a terminal, else read as the first line of standard input."
            },
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "1 to 64 letters, digits, dots, hyphens, underscores.")
                    String name,
            @Option(names = "--role", required = true, description = "viewer, operator or admin.") String role) {
        char[] password = new char[0];
        try {
            password = password();
            if (password.length < PASSWORD_CHARACTERS_MIN || password.length > PASSWORD_CHARACTERS_MAX) {
                return failed(
                        "a password has " + PASSWORD_CHARACTERS_MIN + " to " + PASSWORD_CHARACTERS_MAX + " characters");
            }
            UserAccount user = new UserAccount(
                    name,
                    RoleNames.parse(role),
                    PasswordHash.of(password, PasswordHash.ITERATIONS, new SecureRandom()));
            UserFile file = users();
            file.put(user);
            System.out.println("user " + name + " with role " + role + " is in " + file.path());
            return WbemMain.OK;
        } catch (IllegalArgumentException | IOException | SettingsException e) {
            return failed(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Command(name = "list", description = "Lists users and their roles.", mixinStandardHelpOptions = true)
    int list() {
        try {
            users().read()
                    .values()
                    .forEach(user -> System.out.println(user.name() + " " + RoleNames.text(user.role())));
            return WbemMain.OK;
        } catch (IOException | SettingsException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    @Command(name = "remove", description = "Removes a user.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", description = "Of the user.") String name) {
        try {
            return users().remove(name) ? WbemMain.OK : failed("there is no user " + name);
        } catch (IOException | SettingsException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private UserFile users() throws SettingsException {
        return new UserFile(program.settings().usersFile());
    }

    @SuppressWarnings(
            "SystemConsoleNull") // where there is always a console, it reads what is piped in, which is as well
    private static char[] password() throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] password = console.readPassword("Password: ");
            return password == null ? new char[0] : password;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        return line == null ? new char[0] : line.toCharArray();
    }

    private static int failed(String message) {
        System.err.println("qgate-wbem user: " + message);
        return WbemMain.FAILED;
    }
}
