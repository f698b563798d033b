package org.qgate.fleet.inventory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an inventory (HOCON):
 *
 * <pre>{@code
 *   fleet {
 *     gateway-defaults { user = anna, password-file = "anna.password" }
 *     gateways {
 *       alice { url = "https://192.0.2.1:5989", certificate-fingerprint = "9F:2C:..." }
 *       bob   { url = "https://bob.example:5989", certificate-authority = "ca.pem" }
 *     }
 *   }
 * }</pre>
 *
 * <p>Relative files are meant from the inventory's folder.
 */
public final class InventoryReader {
    /** Most gateways of a fleet. */
    public static final int GATEWAYS_MAX = 10_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private InventoryReader() {}

    /** The gateways of the file. */
    public static Inventory read(Path file) throws InventoryException {
        Section fleet = HoconFile.read(file, "fleet");
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Section defaults = fleet.section("gateway-defaults");
        List<InventoryGateway> gateways = new ArrayList<>();
        for (Section section : fleet.sections("gateways")) {
            gateways.add(gateway(section.withFallback(defaults), folder));
        }
        fleet.end();
        if (gateways.isEmpty() || gateways.size() > GATEWAYS_MAX) {
            throw new InventoryException(
                    file + " names " + gateways.size() + " gateways, allowed are 1 to " + GATEWAYS_MAX);
        }
        return new Inventory(gateways);
    }

    private static InventoryGateway gateway(Section section, Path folder) throws InventoryException {
        if (!NAME.matcher(section.name()).matches()) {
            throw section.wrong(
                    "url",
                    "is of '" + section.name()
                            + "', which is not a gateway's name (1 to 63 lower-case letters, digits and inner hyphens)");
        }
        InventoryGateway gateway = new InventoryGateway(
                section.name(),
                section.parsed("url", InventoryReader::url).orElseThrow(() -> section.wrong("url", "is missing")),
                section.text("user"),
                password(section, folder),
                trust(section, folder),
                section.duration("timeout", TIMEOUT, TIMEOUT_MIN, TIMEOUT_MAX));
        section.end();
        return gateway;
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        boolean plain = url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null
                && (url.getPath() == null
                        || url.getPath().isEmpty()
                        || url.getPath().equals("/"));
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getPort() <= 0 || !plain) {
            throw new IllegalArgumentException("'" + text + "' is not of the form https://HOST:PORT");
        }
        return url;
    }

    private static PasswordSource password(Section section, Path folder) throws InventoryException {
        Optional<Path> file = section.file("password-file", folder);
        Optional<String> variable = section.optionalText("password-environment");
        if (file.isPresent() == variable.isPresent()) {
            throw section.wrong(
                    "password-file", "or password-environment must say where the password is, and not both");
        }
        return file.isPresent()
                ? new PasswordSource.File(file.get())
                : new PasswordSource.Environment(variable.orElseThrow());
    }

    private static TrustAnchor trust(Section section, Path folder) throws InventoryException {
        Optional<TrustAnchor.Fingerprint> fingerprint =
                section.parsed("certificate-fingerprint", TrustAnchor.Fingerprint::new);
        Optional<Path> authority = section.file("certificate-authority", folder);
        if (fingerprint.isPresent() && authority.isPresent()) {
            throw section.wrong("certificate-fingerprint", "and certificate-authority exclude one another");
        }
        if (fingerprint.isPresent()) {
            return fingerprint.get();
        }
        return authority.isPresent() ? new TrustAnchor.Authority(authority.get()) : new TrustAnchor.PublicAuthorities();
    }
}
