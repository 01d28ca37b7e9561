package rollcall.scan;

import java.util.UUID;

/**
 * The idempotency key of a scan: a time-ordered UUID (version 7, RFC 9562) made once, when the card was read.
 *
 * @param value the UUID; any other version is refused with {@link IllegalArgumentException}
 */
public record ScanId(UUID value) {
    public ScanId {
        if (value.version() != 7) {
            throw new IllegalArgumentException("scan id " + value + ": version " + value.version() + ", expected 7");
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
