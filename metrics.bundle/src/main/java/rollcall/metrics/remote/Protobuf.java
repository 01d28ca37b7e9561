package rollcall.metrics.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The four kinds of fields that remote write's messages have, on the wire. */
final class Protobuf {
    private static final int LENGTH_PREFIXED = 2;
    private static final int FIXED64 = 1;
    private static final int TAG_BITS = 3;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private Protobuf() {}

    static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            out.write(((int) rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static void text(ByteArrayOutputStream out, int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        varint(out, ((long) field << TAG_BITS) | LENGTH_PREFIXED);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    static void message(ByteArrayOutputStream out, int field, ByteArrayOutputStream message) {
        varint(out, ((long) field << TAG_BITS) | LENGTH_PREFIXED);
        varint(out, message.size());
        out.writeBytes(message.toByteArray());
    }

    static void number(ByteArrayOutputStream out, int field, double value) {
        varint(out, ((long) field << TAG_BITS) | FIXED64);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Long.BYTES; i++) {
            out.write((int) (bits >>> (i * Byte.SIZE)));
        }
    }

    static void whole(ByteArrayOutputStream out, int field, long value) {
        varint(out, (long) field << TAG_BITS);
        varint(out, value);
    }
}
