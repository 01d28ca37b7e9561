package rollcall.access;

import org.osgi.annotation.versioning.ProviderType;

/** Decides about each HTTP request. May be called from any thread; at most once a second it takes the time of a password hash. */
@ProviderType
public interface Gate {
    /** Whether a request is let in, and as whom. */
    Verdict judge(Visit visit) throws InterruptedException;
}
