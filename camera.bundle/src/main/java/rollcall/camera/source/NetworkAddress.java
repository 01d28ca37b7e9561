package rollcall.camera.source;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of network cameras, which may hold passwords. */
public final class NetworkAddress {
    private NetworkAddress() {}

    /** The address as people and logs may see it: without user, password and what stands behind the question mark. */
    public static String shown(String address) {
        int slashes = address.indexOf("://");
        if (slashes < 0) {
            return address;
        }
        int begin = slashes + 3;
        int path = address.indexOf('/', begin);
        int hostEnd = path < 0 ? address.length() : path;
        int at = address.lastIndexOf('@', hostEnd - 1);
        String bare = at < begin ? address : address.substring(0, begin) + address.substring(at + 1);
        int mark = bare.indexOf('?');
        return mark < 0 ? bare : bare.substring(0, mark) + "?...";
    }

    /** Refuses what is no address of a host, without repeating its secrets. */
    static URI check(String address) throws IOException {
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IOException("camera " + shown(address) + " is no address: " + e.getReason(), e);
        }
        throw new IOException(
                "camera " + shown(address) + " is no address: a host is missing, as in http://camera.local/video");
    }
}
