package rollcall.scan;

/**
 * A photo on its way to the store.
 *
 * @param jpeg the bytes of a JPEG file (ITU-T T.81), 1 to {@value #MAX_BYTES}; owned by the photo: whoever holds it only
 *     reads
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of a photo would buy nothing: photos are never compared
public record Photo(byte[] jpeg) {
    /** The most bytes a photo may have when it is handed over; the store makes it smaller as configured. */
    public static final int MAX_BYTES = 16 << 20;

    private static final int MARKER = 0xff;
    private static final int START_OF_IMAGE = 0xd8;

    public Photo {
        if (jpeg.length > MAX_BYTES) {
            throw new IllegalArgumentException("photo of " + jpeg.length + " bytes: at most " + MAX_BYTES);
        }
        if (jpeg.length < 2 || (jpeg[0] & 0xff) != MARKER || (jpeg[1] & 0xff) != START_OF_IMAGE) {
            throw new IllegalArgumentException("photo of " + jpeg.length + " bytes is no JPEG");
        }
    }
}
