package rollcall.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import rollcall.launcher.home.DurableFile;
import rollcall.launcher.home.Home;

/**
 * How many runs in a row ended unasked within ten minutes of their start; the number stands in {@code run/starts}.
 *
 * <p>Ends that somebody asked for never count: a rollback that counts requested restarts undoes updates that were well
 * (balena-intel issue 165). No clock is asked, so a clock that is wrong or set meanwhile changes nothing: a run is steady
 * when this process itself has lived for ten minutes, and then the count begins anew.
 */
final class StartCount {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** With the third such end the last update is taken back. */
    static final int GO_BACK = 3;

    /** With the sixth the terminal starts in safe mode. */
    static final int SAFE_MODE = 6;

    /** With the ninth safe mode starts no bundle at all: the store itself may be what breaks. */
    static final int NO_BUNDLES = 9;

    /** How long a run has to last to count as steady. */
    static final Duration STEADY = Duration.ofMinutes(10);

    private final Path file;
    private final int count;

    private StartCount(Path file, int count) {
        this.file = file;
        this.count = count;
    }

    /**
     * Counts the end of the run before; durable when this returns.
     *
     * <p>A power cut is unasked, and an update may be what makes a machine reset, so it counts towards going back. A poor
     * power supply must not keep a school from taking attendance, so power cuts alone never lead to safe mode.
     */
    static StartCount next(Home home, LastRun.End last) throws IOException {
        Path file = home.run().resolve("starts");
        int before = read(file);
        int count =
                switch (last) {
                    case NONE, CLEAN, UNCLEAN -> 0;
                    case POWER_CUT -> Math.max(before, Math.min(before + 1, GO_BACK));
                    case CRASH, KILLED, WATCHDOG, OUT_OF_MEMORY, EXIT -> before + 1;
                };
        if (count != before || !Files.exists(file)) {
            DurableFile.write(file, String.valueOf(count).getBytes(StandardCharsets.US_ASCII));
        }
        return new StartCount(file, count);
    }

    /** The number in the file; 0 if there is none or it is not a number: nothing that it says counts then. */
    private static int read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** Runs in a row that ended unasked. */
    int count() {
        return count;
    }

    /** Whether the last update is to be taken back now. */
    boolean goBack() {
        return count == GO_BACK;
    }

    /** Whether store and rescue page alone are to be started. */
    boolean safeMode() {
        return count >= SAFE_MODE;
    }

    /** Whether not even the store is to be started. */
    boolean noBundles() {
        return count >= NO_BUNDLES;
    }

    /** Begins anew: the run is steady, or somebody asked for a normal start. */
    void reset() throws IOException {
        DurableFile.write(file, "0".getBytes(StandardCharsets.US_ASCII));
    }

    /** Begins anew after {@link #STEADY}, on a daemon thread named {@code steady}. */
    void resetWhenSteady() {
        Thread thread = new Thread(
                () -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(STEADY.toNanos());
                        reset();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        LOG.log(System.Logger.Level.WARNING, "run/starts cannot be written", e);
                    }
                },
                "steady");
        thread.setDaemon(true);
        thread.start();
    }
}
