package rollcall.metrics.remote;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Writes Snappy's block format (google/snappy, format_description.txt): literals, and copies of what stood up to 64 KB before.
 *
 * <p>Greedy, with a table of the last place of each four bytes; the labels of series, which resemble each other, shrink to a tenth.
 */
final class Snappy {
    private static final int BLOCK = 1 << 16;
    private static final int TABLE_BITS = 14;
    private static final int SHIFT = 32 - TABLE_BITS;
    private static final int SPREAD = 0x1e35a7bd;
    private static final int SHORTEST = 4;
    private static final int LONGEST_COPY = 64;

    /** Lengths below are part of the tag; these two tags say that one byte or two bytes of length follow. */
    private static final int IN_TAG = 60;

    private static final int ONE_BYTE = 60 << 2;
    private static final int TWO_BYTES = 61 << 2;
    private static final int COPY = 2;
    private static final int BYTE = 8;
    private static final int ALL_OF_BYTE = 0xff;

    private final byte[] in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int[] table = new int[1 << TABLE_BITS];

    private Snappy(byte[] in) {
        this.in = in;
    }

    static byte[] compressed(byte[] in) {
        Snappy snappy = new Snappy(in);
        Protobuf.varint(snappy.out, in.length);
        for (int from = 0; from < in.length; from += BLOCK) {
            snappy.block(from, Math.min(in.length, from + BLOCK));
        }
        return snappy.out.toByteArray();
    }

    private void block(int from, int to) {
        Arrays.fill(table, -1);
        int literal = from;
        int at = from;
        while (at + SHORTEST <= to) {
            int four = four(at);
            int slot = (four * SPREAD) >>> SHIFT;
            int before = table[slot];
            table[slot] = at;
            if (before < 0 || four(before) != four) {
                at++;
                continue;
            }
            int length = SHORTEST;
            while (at + length < to && in[before + length] == in[at + length]) {
                length++;
            }
            literal(literal, at);
            copy(at - before, length);
            at += length;
            literal = at;
        }
        literal(literal, to);
    }

    private int four(int at) {
        return (in[at] & ALL_OF_BYTE)
                | ((in[at + 1] & ALL_OF_BYTE) << BYTE)
                | ((in[at + 2] & ALL_OF_BYTE) << (2 * BYTE))
                | (in[at + 3] << (3 * BYTE));
    }

    private void literal(int from, int to) {
        int length = to - from - 1;
        if (length < 0) {
            return;
        }
        if (length < IN_TAG) {
            out.write(length << 2);
        } else if (length <= ALL_OF_BYTE) {
            out.write(ONE_BYTE);
            out.write(length);
        } else {
            out.write(TWO_BYTES);
            out.write(length);
            out.write(length >> BYTE);
        }
        out.write(in, from, to - from);
    }

    private void copy(int back, int length) {
        for (int left = length; left > 0; left -= LONGEST_COPY) {
            out.write(((Math.min(left, LONGEST_COPY) - 1) << 2) | COPY);
            out.write(back);
            out.write(back >> BYTE);
        }
    }
}
