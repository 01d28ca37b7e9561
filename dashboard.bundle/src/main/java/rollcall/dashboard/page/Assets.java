package rollcall.dashboard.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The files of the pages, compressed once. */
final class Assets {
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    private final Map<String, Asset> files = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // looked up by path and never compared
    private record Asset(String type, byte[] content, byte[] compressed, String tag) {}

    Assets() throws IOException {
        for (String name : new String[] {"page.css", "page.js", "icon.svg", "kiosk.css", "kiosk.js"}) {
            files.put("/" + name, asset(name));
        }
    }

    private static Asset asset(String name) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IOException("the bundle lacks page/" + name);
            }
            byte[] content = in.readAllBytes();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(content);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(
                    String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1))),
                    content,
                    compressed.toByteArray(),
                    "\"" + HexFormat.of().formatHex(digest, 0, 16) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("every Java platform has SHA-256", e);
        }
    }

    /** Sends a file; false if there is none at that path. */
    boolean send(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asset asset = files.get(path);
        if (asset == null) {
            return false;
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", PageServlet.POLICY);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("ETag", asset.tag());
        if (asset.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        String encodings = request.getHeader("Accept-Encoding");
        boolean gzip = encodings != null && encodings.matches("(?i).*\\bgzip\\b.*");
        byte[] body = gzip ? asset.compressed() : asset.content();
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setHeader("Content-Type", asset.type());
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
        return true;
    }
}
