package rollcall.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/**
 * Where log lines go: one line each on the console, and JSON lines in {@code data/logs/rollcall.N.jsonl}, five files
 * of 10 MB. Bundles log through {@link System.Logger}, whose back end in the JDK this sets up.
 */
final class Logs {
    private static final int FILE_BYTES = 10_000_000;
    private static final int FILES = 5;

    private Logs() {}

    /**
     * The JDK's log manager without its own shutdown hook's work, which would silence the log while the terminal is still
     * stopping. Made by the JDK, hence public.
     */
    public static final class Lasting extends LogManager {
        @Override
        public void reset() {
            // The handlers are flushed after every line; there is nothing to save by closing them early.
        }
    }

    /** Must be called before anything logs; this class must have no logger of its own for that reason. */
    static void useLastingManager() {
        System.setProperty("java.util.logging.manager", Lasting.class.getName());
    }

    /** For the terminal: everything of interest on standard output, and all of it in the file. */
    static void open(Home home) throws LauncherException {
        open(home, new Console(System.out, Level.INFO));
    }

    /** For a command, whose output is its own: warnings and errors on standard error, and all of it in the file. */
    static void openQuiet(Home home) throws LauncherException {
        open(home, new Console(System.err, Level.WARNING));
    }

    private static void open(Home home, Console console) throws LauncherException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(console);
        try {
            FileHandler file = new FileHandler(home.logs() + "/rollcall.%g.jsonl", FILE_BYTES, FILES, true);
            file.setFormatter(new JsonLogLine());
            file.setEncoding("UTF-8");
            root.addHandler(file);
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.HOME_UNUSABLE, "no log can be written to " + home.logs() + ": " + Reason.of(e), e);
        }
    }

    private static final class Console extends StreamHandler {
        /** Held here because the JDK holds loggers weakly and forgets the level of one that nobody holds. */
        private final List<Logger> quiet =
                List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("org.apache.felix"));

        Console(PrintStream out, Level level) {
            super(out, new ConsoleLine());
            setLevel(level);
            quiet.forEach(logger -> logger.setLevel(Level.WARNING));
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }

    /** {@code 07:31:02 WARNING camera: text}. */
    private static final class ConsoleLine extends Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord record) {
            String name = String.valueOf(record.getLoggerName());
            String room = name.substring(name.lastIndexOf('.') + 1);
            String level = record.getLevel().intValue() < Level.WARNING.intValue()
                    ? ""
                    : record.getLevel().getName() + " ";
            Throwable thrown = record.getThrown();
            String cause = thrown == null ? "" : ": " + Reason.of(thrown);
            return TIME.format(record.getInstant()) + " " + level + room + ": "
                    + formatMessage(record).replaceAll("\\p{Cntrl}", " ") + cause + "\n";
        }
    }
}
