package rollcall.alerts.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/**
 * An address that may be called: http or https, no login in it, and not this machine unless that is allowed.
 *
 * @param key where it stands in the configuration
 */
record Target(String key, URI uri, boolean localAllowed) {
    /** Reads one; the message of the exception never holds the address, which may be a secret. */
    static Target of(String key, String text, boolean localAllowed) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
                throw new IllegalArgumentException(problem(key));
            }
            return new Target(key, uri, localAllowed);
        } catch (URISyntaxException e) {
            // Its message would quote the address.
            throw new IllegalArgumentException(problem(key) + " (bad at character " + e.getIndex() + ")");
        }
    }

    private static String problem(String key) {
        return "alerts." + key + ": an http or https address with a host and without a login is allowed";
    }

    /** Looks at what the host's name means now, which may differ from what it meant before. */
    void check() throws IOException {
        check(key, uri.getHost(), localAllowed);
    }

    /** The same for a channel that speaks something else than HTTP. */
    static void check(String key, String host, boolean localAllowed) throws IOException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("the host of alerts." + key + " is not known", e);
        }
        for (InetAddress address : addresses) {
            boolean local = address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress();
            if (address.isMulticastAddress() || (local && !localAllowed)) {
                throw new RefusedTargetException("alerts." + key
                        + " leads to this machine or a link-local address; alerts.allow_local_targets allows that");
            }
        }
    }
}
