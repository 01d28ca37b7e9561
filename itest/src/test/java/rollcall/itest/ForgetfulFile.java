package rollcall.itest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The bytes of one file: those that are certain, and the changes since that may or may not have reached the disk. */
final class ForgetfulFile {
    /** What a disk writes in one piece. */
    static final int SECTOR = 512;

    private final Bytes certain = new Bytes();
    private final List<Change> changes = new ArrayList<>();

    /** @param number which operation it was */
    private record Change(int number, DiskOperation operation) {}

    /** Bytes whose length changes. */
    private static final class Bytes {
        private byte[] array = {};
        private int size;

        void resize(int newSize) {
            if (newSize > array.length) {
                array = Arrays.copyOf(array, Math.max(newSize, array.length * 2));
            } else if (newSize < size) {
                Arrays.fill(array, newSize, size, (byte) 0);
            }
            size = newSize;
        }

        void write(DiskOperation.Write write, int from, int to) {
            resize(Math.max(size, write.offset() + to));
            write.bytes().get(from, array, write.offset() + from, to - from);
        }

        Bytes copy() {
            Bytes copy = new Bytes();
            copy.array = Arrays.copyOf(array, size);
            copy.size = size;
            return copy;
        }
    }

    void change(int number, DiskOperation operation) {
        changes.add(new Change(number, operation));
    }

    /** Makes certain what was done before operation {@code begun}. */
    void sync(int begun) {
        changes.removeIf(change -> {
            if (change.number >= begun) {
                return false;
            }
            if (change.operation instanceof DiskOperation.Write write) {
                certain.write(write, 0, write.bytes().capacity());
            } else if (change.operation instanceof DiskOperation.Resize resize) {
                certain.resize(resize.size());
            }
            return true;
        });
    }

    /**
     * What may be found after a power cut: each later change is there or not, a write sector by sector; a file can have
     * grown without the bytes, which are zeros then.
     *
     * @param keep how likely a sector is there, 0 to 1
     */
    ByteBuffer survivor(Random random, double keep) {
        Bytes found = certain.copy();
        for (Change change : changes) {
            if (change.operation instanceof DiskOperation.Write write) {
                survive(found, write, random, keep);
            } else if (change.operation instanceof DiskOperation.Resize resize && random.nextDouble() < keep) {
                found.resize(resize.size());
            }
        }
        return ByteBuffer.wrap(found.array, 0, found.size);
    }

    private static void survive(Bytes found, DiskOperation.Write write, Random random, double keep) {
        int length = write.bytes().capacity();
        if (random.nextDouble() < keep) {
            found.resize(Math.max(found.size, write.offset() + length));
        }
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + SECTOR - (write.offset() + from) % SECTOR);
            if (random.nextDouble() < keep) {
                found.write(write, from, to);
            }
            from = to;
        }
    }
}
