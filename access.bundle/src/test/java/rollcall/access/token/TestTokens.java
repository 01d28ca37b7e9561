package rollcall.access.token;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Tokens in a folder of the test. */
public final class TestTokens {
    private TestTokens() {}

    public static Tokens in(Path secrets) throws IOException {
        return new Tokens(secrets, Clock.systemUTC());
    }
}
