package rollcall.scan;

/**
 * Where the photo of a scan lies.
 *
 * @param path below {@code data/photos/}, such as {@code 2026/11/25/3f0c....jpg}
 * @param sha256 of its content, 64 hexadecimal digits
 * @param bytes its size, 1 or more
 */
public record PhotoReference(String path, String sha256, long bytes) {
    public PhotoReference {
        if (!path.matches("[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9a-f]{64}\\.jpg")) {
            throw new IllegalArgumentException("photo path " + path + " is not yyyy/mm/dd/sha256.jpg");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("photo sha256 is not 64 hexadecimal digits");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("photo of " + bytes + " bytes");
        }
    }
}
