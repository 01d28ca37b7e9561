package rollcall.launcher;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Shows a command's lines: output on standard output, errors on standard error, and progress there too, so that redirected
 * output stays clean.
 *
 * <p>On a terminal progress is one line that is drawn again in place; elsewhere it is a plain line every 10 s and a last
 * one. Lines may come from several threads.
 */
final class CommandDisplay implements Consumer<OutputLine>, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    /** Carriage return, then the ECMA-48 control sequence that erases to the end of the line. */
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final Progress progress;
    private String latest = "";
    private String shown = "";
    private boolean drawn;
    private long last;

    /**
     * Makes a display.
     *
     * @param terminal whether a person looks at a terminal
     * @param nanos a clock like {@link System#nanoTime}
     */
    CommandDisplay(PrintStream out, PrintStream err, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.progress = new Progress(nanos);
        this.last = nanos.getAsLong() - (terminal ? REDRAW_NANOS : PLAIN_NANOS);
    }

    /** The display of this process. Redirected output is UTF-8 whatever the locale; cron's would lose letters. */
    static CommandDisplay ofProcess() {
        boolean terminal = Person.console().isPresent();
        PrintStream out = terminal
                ? System.out
                : new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                        true,
                        StandardCharsets.UTF_8);
        return new CommandDisplay(out, System.err, terminal, System::nanoTime);
    }

    @Override
    public synchronized void accept(OutputLine line) {
        switch (line.kind()) {
            case PROGRESS -> progress(line.text());
            // Redirected output is data and stays as it is; a terminal would obey control characters in it.
            case OUT -> print(out, terminal ? printable(line.text()) : line.text());
            case ERR -> print(err, "rollcall: " + printable(line.text()));
        }
    }

    private void progress(String text) {
        latest = printable(terminal ? progress.bar(text) : progress.plain(text));
        if (nanos.getAsLong() - last >= (terminal ? REDRAW_NANOS : PLAIN_NANOS)) {
            show();
        }
    }

    private void show() {
        if (terminal) {
            err.print(CLEAR + latest);
            err.flush();
            drawn = true;
        } else {
            err.println(latest);
        }
        shown = latest;
        last = nanos.getAsLong();
    }

    private void print(PrintStream stream, String line) {
        if (drawn) {
            err.print(CLEAR);
            err.flush();
            drawn = false;
            shown = "";
        }
        stream.println(line);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Whether output was lost, because standard output is closed or its disk is full. */
    synchronized boolean lost() {
        return out.checkError();
    }

    /** Shows where the work ended and leaves that line. */
    @Override
    public synchronized void close() {
        if (!latest.isEmpty() && !latest.equals(shown)) {
            show();
        }
        if (drawn) {
            err.println();
            drawn = false;
        }
        latest = "";
        out.flush();
        err.flush();
    }
}
