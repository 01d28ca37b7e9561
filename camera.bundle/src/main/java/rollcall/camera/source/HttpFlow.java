package rollcall.camera.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import rollcall.camera.FrameStream;

/** Opens Motion-JPEG over HTTP, as network cameras and mjpg-streamer give it. */
final class HttpFlow {
    private static final int PATIENCE_MILLIS = 5_000;

    private HttpFlow() {}

    static FrameStream open(String address) throws IOException {
        URI uri = NetworkAddress.check(address);
        String name = "camera " + NetworkAddress.shown(address);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setUseCaches(false);
        // To another host the password must not go.
        connection.setInstanceFollowRedirects(false);
        if (uri.getUserInfo() != null) {
            byte[] secret = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
        }
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(name + " answers with status " + status
                        + (status == HttpURLConnection.HTTP_UNAUTHORIZED
                                ? "; give its user and password as in http://USER:PASSWORD@HOST/"
                                : ""));
            }
            InputStream pictures = connection.getInputStream();
            return new JpegFlow(pictures, connection::disconnect, name, () -> "");
        } catch (IOException e) {
            connection.disconnect();
            String said = String.valueOf(e.getMessage());
            throw said.startsWith(name) ? e : new IOException(name + " cannot be reached: " + said, e);
        }
    }
}
