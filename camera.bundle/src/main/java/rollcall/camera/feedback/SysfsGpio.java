package rollcall.camera.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pins through {@code /sys/class/gpio}. Newer kernels number the pins of all chips through and begin at 512 or elsewhere; the chip
 * whose label has {@code pinctrl} in it says where.
 */
final class SysfsGpio implements Gpio {
    /** How long udev may take to give a new pin to the group. */
    private static final int LOOKS = 50;

    private static final long LOOK_MILLIS = 20;

    private final Path root;

    SysfsGpio(Path root) {
        this.root = root;
    }

    /** Those of this machine. */
    static SysfsGpio ofMachine() {
        return new SysfsGpio(Paths.get("/sys/class/gpio"));
    }

    /** Whether this machine has them and they may be used. */
    boolean isThere() {
        return Files.isWritable(root.resolve("export"));
    }

    private int base() throws IOException {
        List<Path> chips;
        try (Stream<Path> all = Files.list(root)) {
            chips = all.filter(path -> String.valueOf(path.getFileName()).startsWith("gpiochip"))
                    .sorted()
                    .toList();
        }
        for (Path chip : chips) {
            if (Files.readString(chip.resolve("label")).contains("pinctrl")) {
                return Integer.parseInt(Files.readString(chip.resolve("base")).strip());
            }
        }
        return 0;
    }

    @Override
    public Line open(int pin) throws IOException {
        String number = String.valueOf(base() + pin);
        Path folder = root.resolve("gpio" + number);
        if (!Files.isDirectory(folder)) {
            Files.writeString(root.resolve("export"), number);
        }
        Path direction = folder.resolve("direction");
        for (int i = 0; i < LOOKS && !Files.isWritable(direction); i++) {
            pause();
        }
        Files.writeString(direction, "low");
        return new Line() {
            @Override
            public void set(boolean high) throws IOException {
                Files.writeString(folder.resolve("value"), high ? "1" : "0");
            }

            @Override
            public void close() throws IOException {
                set(false);
                Files.writeString(root.resolve("unexport"), number);
            }
        };
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a pin was opened", e);
        }
    }
}
