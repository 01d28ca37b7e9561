package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;

/**
 * The one road on which the terminal ends, whoever wants it: a signal, {@code rollcall stop}, a bundle, a failed start, Felix
 * stopped by somebody else.
 *
 * <p>It is gone in the JVM's shutdown hook, named {@code stop}, and once only. A further signal while it is gone takes the short
 * cut to the store. When its total is used up the process ends, whatever hangs.
 */
final class StopRoad {
    private static final System.Logger LOG = System.getLogger("rollcall.launcher");

    /** For a start that is under way to come to its next level. */
    private static final Duration START = Duration.ofSeconds(2);

    private static final int OF_SIGNALS = 128;

    private final Home home;
    private final Consumer<String> say;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Terminal> terminal = Optional.empty();
    private Optional<RunRecord> record = Optional.empty();
    private Optional<OrderedStop> order = Optional.empty();
    private String cause = "";
    private int code = ExitCode.FAILED.number();
    private Optional<String> exitCaller = Optional.empty();
    private boolean begun;
    private boolean hurried;

    StopRoad(Home home, Consumer<String> say) {
        this.home = home;
        this.say = say;
    }

    /** From now on signals and the end of the process lead here. */
    void open() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::go, "stop"));
        Signals.hear("TERM", name -> signal(name, OF_SIGNALS + 15));
        Signals.hear("INT", name -> signal(name, OF_SIGNALS + 2));
    }

    /** Notes what this run writes at its end; does not return if the end has begun. */
    void begin(LastRun before) throws IOException, InterruptedException {
        synchronized (this) {
            if (!begun) {
                record = Optional.of(RunRecord.begin(home, Instant.now(), before));
                return;
            }
        }
        ended();
    }

    /** Notes what is to be stopped; does not return if the end has begun. */
    void attach(Terminal started) throws InterruptedException {
        synchronized (this) {
            if (!begun) {
                terminal = Optional.of(started);
                new StopBoard(started.framework()).offer(() -> exit(ExitCode.OK.number(), "request"));
                return;
            }
        }
        ended();
    }

    /** Ends the process; returns at once. Only the first call counts. */
    synchronized void exit(int exitCode, String why) {
        if (cause.isEmpty()) {
            cause = why;
            code = exitCode;
            new Thread(() -> System.exit(exitCode), "exit").start();
        }
    }

    private void signal(String name, int exitCode) {
        synchronized (this) {
            if (!cause.isEmpty()) {
                hurried = true;
                order.ifPresent(OrderedStop::hurry);
                return;
            }
        }
        exit(exitCode, "SIG" + name);
    }

    /** Stops everything, or waits until whoever does it has. */
    void go() {
        try {
            synchronized (this) {
                if (begun) {
                    return;
                }
                begun = true;
                if (cause.isEmpty()) {
                    cause = "exit";
                    exitCaller = ExitCaller.of(Thread.getAllStackTraces());
                }
            }
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            say.accept("the stop could not be recorded: " + Reason.of(e));
        } finally {
            ended.countDown();
        }
    }

    /** For the main thread: Felix has stopped, or is being stopped and the process ends meanwhile. */
    void finish() throws InterruptedException {
        go();
        ended();
    }

    private void ended() throws InterruptedException {
        ended.await();
        synchronized (this) {
            if (!cause.equals("exit")) {
                // The thread that asked for it ends the process, with its own exit code.
                new CountDownLatch(1).await();
            }
        }
    }

    private void stop() throws IOException, InterruptedException {
        long since = System.nanoTime();
        Files.deleteIfExists(home.door());
        exitCaller.ifPresent(type -> say.accept("the process was ended by " + type + ", not by a person"));
        StopOutcome outcome = StopOutcome.ofNothing();
        StopPlan plan = StopPlan.USUAL;
        if (terminal.isPresent()) {
            terminal.get().abort(START);
            StopBoard board = new StopBoard(terminal.get().framework());
            plan = board.plan();
            haltAfter(plan.total().minusNanos(System.nanoTime() - since));
            OrderedStop stop = new OrderedStop(terminal.get().framework(), board, plan, since);
            synchronized (this) {
                order = Optional.of(stop);
                if (hurried) {
                    stop.hurry();
                }
            }
            outcome = stop.run().endedBy(exitCaller);
        }
        if (record.isPresent()) {
            record.get().end(outcome, cause, plan.stateFile(), Instant.now());
        }
        for (BoundedDeed.Result left : outcome.abandoned()) {
            say.accept(left.name() + " did not stop and was left behind; "
                    + plan.stateFile().orElse("the log") + " says where it stood");
        }
        say.accept(outcome.storeStopped() ? "stopped" : "stopped, but the store did not say that it is closed");
    }

    /** Whatever else still hangs by then, such as another shutdown hook or a disk, does not hold the process. */
    private void haltAfter(Duration patience) {
        Thread guard = new Thread(
                () -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(patience.toNanos());
                    } catch (InterruptedException e) {
                        LOG.log(System.Logger.Level.WARNING, "nobody guards the time of this stop any more");
                        return;
                    }
                    Runtime.getRuntime().halt(code);
                },
                "halt");
        guard.setDaemon(true);
        guard.start();
    }
}
