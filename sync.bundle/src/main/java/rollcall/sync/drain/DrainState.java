package rollcall.sync.drain;

import java.time.Instant;
import java.util.Optional;

/**
 * How a drain stands.
 *
 * @param target its target
 * @param remote whether the target is reached over a network
 * @param breaker state of its circuit breaker in lower case
 * @param problem why nothing goes at present, one line
 * @param closed whether a person has to mend something
 * @param lastSuccess when the target last acknowledged something since the start
 */
public record DrainState(
        String target,
        boolean remote,
        String breaker,
        Optional<String> problem,
        boolean closed,
        Optional<Instant> lastSuccess) {}
