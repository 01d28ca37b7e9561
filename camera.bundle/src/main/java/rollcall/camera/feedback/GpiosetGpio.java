package rollcall.camera.feedback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pins through libgpiod's program {@code gpioset}, which holds a pin for as long as it runs; for kernels without sysfs. */
final class GpiosetGpio implements Gpio {
    private static final String CHIP = "gpiochip0";

    private static final long SETTLE_MILLIS = 200;

    private final String program;
    private final boolean second;

    private GpiosetGpio(String program, boolean second) {
        this.program = program;
        this.second = second;
    }

    /** With a program, if it runs; version 2 takes other arguments than version 1. */
    static Optional<GpiosetGpio> with(String program) {
        try {
            Process version = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            version.getOutputStream().close();
            String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new GpiosetGpio(program, said.contains("v2.")));
        } catch (IOException e) {
            // It is not there.
            return Optional.empty();
        }
    }

    @Override
    public Line open(int pin) throws IOException {
        Holder line = new Holder(pin);
        line.set(false);
        return line;
    }

    private final class Holder implements Line {
        private final int pin;
        private @Nullable Process holding;

        Holder(int pin) {
            this.pin = pin;
        }

        @Override
        public void set(boolean high) throws IOException {
            release();
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(second ? List.of("-c", CHIP) : List.of("--mode=signal", CHIP));
            command.add(pin + "=" + (high ? 1 : 0));
            holding = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        private void release() {
            Process before = holding;
            holding = null;
            if (before != null) {
                before.destroyForcibly();
                // The pin is free when the process is gone.
                before.onExit().join();
            }
        }

        /** Gives the program the time to reach the pin before it is ended; what then happens to the pin is the kernel's choice. */
        private void settle() {
            Process last = holding;
            try {
                if (last != null && last.waitFor(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    holding = null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            set(false);
            settle();
            release();
        }
    }
}
