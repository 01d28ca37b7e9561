package rollcall.shutdown.health;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;

/** One check and its last answer; it is never asked twice at the same time, however long it takes. */
final class Asked {
    private static final Duration YOUNG = Duration.ofSeconds(1);

    /** What has not answered by then will not. */
    private static final Duration HANGS = Duration.ofMinutes(1);

    private final String name;
    private final Map<String, Object> properties;
    private final HealthCheck check;
    private final LongSupplier nanos;
    private CompletableFuture<Said> answer = new CompletableFuture<>();
    private long begun;
    private boolean begunOnce;

    /** An answer and when it came. */
    private record Said(Status status, String message, long at, Duration took) {}

    Asked(String name, Map<String, Object> properties, HealthCheck check, LongSupplier nanos) {
        this.name = name;
        this.properties = properties;
        this.check = check;
        this.nanos = nanos;
    }

    /** Asks, unless it is being asked or has just answered. */
    synchronized void begin(Executor threads) {
        boolean young = answer.isDone() && nanos.getAsLong() - answer.join().at() < YOUNG.toNanos();
        if (begunOnce && (young || !answer.isDone())) {
            return;
        }
        begunOnce = true;
        begun = nanos.getAsLong();
        answer = CompletableFuture.supplyAsync(this::ask, threads);
    }

    private Said ask() {
        Thread.currentThread().setName("health-" + name);
        long since = nanos.getAsLong();
        Status status;
        String message;
        try {
            Result result = check.execute();
            status = result.getStatus();
            message = StreamSupport.stream(result.spliterator(), false)
                    .map(ResultLog.Entry::getMessage)
                    .collect(Collectors.joining("; "));
        } catch (RuntimeException | LinkageError e) {
            // Whatever kind: a check that fails is a finding.
            status = Status.HEALTH_CHECK_ERROR;
            message = "it failed: " + e.getClass().getSimpleName();
        }
        long now = nanos.getAsLong();
        return new Said(status, message, now, Duration.ofNanos(now - since));
    }

    /** What it says, or that it says nothing. */
    Finding finding(Duration patience) throws InterruptedException {
        CompletableFuture<Said> now;
        long since;
        synchronized (this) {
            now = answer;
            since = begun;
        }
        try {
            Said said = now.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return of(said.status(), said.message(), Duration.ofNanos(nanos.getAsLong() - said.at()), said.took());
        } catch (TimeoutException e) {
            Duration waits = Duration.ofNanos(nanos.getAsLong() - since);
            Status status = waits.compareTo(HANGS) < 0 ? Status.TEMPORARILY_UNAVAILABLE : Status.CRITICAL;
            return of(status, "it has not answered for " + waits.toSeconds() + " s", waits, waits);
        } catch (ExecutionException e) {
            return of(Status.HEALTH_CHECK_ERROR, "it broke down", Duration.ZERO, Duration.ZERO);
        }
    }

    private Finding of(Status status, String message, Duration age, Duration took) {
        return new Finding(
                name, Finding.tags(properties), status, message, Finding.advice(status, properties), age, took);
    }
}
