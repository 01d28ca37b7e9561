package rollcall.dashboard.page;

import java.io.IOException;

/** A service of another bundle is not there at this moment. */
public final class PeerAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    PeerAwayException(String name) {
        super(name + " is away");
    }
}
