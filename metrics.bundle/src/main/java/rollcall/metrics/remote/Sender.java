package rollcall.metrics.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Posts a compressed request. */
@FunctionalInterface
interface Sender {
    /**
     * An answer.
     *
     * @param status the code of HTTP
     * @param text the beginning of what came with it
     * @param retryAfter how long the receiver wants to be left alone
     */
    record Answer(int status, String text, Optional<Duration> retryAfter) {}

    Answer send(byte[] body) throws IOException, InterruptedException;
}
