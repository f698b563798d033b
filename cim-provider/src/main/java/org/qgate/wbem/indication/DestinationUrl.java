package org.qgate.wbem.indication;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;

/**
 * Where indications are sent to.
 *
 * @param path with query, at least {@code /}
 */
record DestinationUrl(boolean secure, String host, int port, String path) {
    private static final int TEXT_MAX = 1_024;
    private static final int PORT_PLAIN = 5_988;
    private static final int PORT_SECURE = 5_989;

    static DestinationUrl parse(String text) throws CimException {
        if (text.length() > TEXT_MAX) {
            throw wrong("is longer than " + TEXT_MAX + " characters");
        }
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw wrong("is no URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        boolean secure = scheme.equalsIgnoreCase("https");
        if (!secure && !scheme.equalsIgnoreCase("http")) {
            throw wrong("must start with http:// or https://");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getFragment() != null) {
            throw wrong("must name a host, and neither user nor fragment");
        }
        int port = uri.getPort() < 0 ? (secure ? PORT_SECURE : PORT_PLAIN) : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw wrong("has an impossible port");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DestinationUrl(secure, uri.getHost(), port, path + query);
    }

    /** The address to connect to now; looked up each time, and checked each time. */
    InetAddress resolve(AllowedAddresses allowed) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (allowed.allows(address)) {
                return address;
            }
        }
        throw new UnknownHostException(
                host + " is in no network that indications may be sent to (indications.allowed-networks)");
    }

    private static CimException wrong(String problem) {
        return new CimException(CimStatus.INVALID_PARAMETER, "Destination " + problem);
    }
}
