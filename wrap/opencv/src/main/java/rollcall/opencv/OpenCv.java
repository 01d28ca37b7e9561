package rollcall.opencv;

import org.opencv.core.Core;

/**
 * The native OpenCV library of this process.
 *
 * <p>A library belongs to the class loader of the class that loads it, so the call has to come from this bundle, the one
 * that holds {@code org.opencv.*}. Safe from any thread; all calls after the first cost nothing.
 */
public final class OpenCv {
    private OpenCv() {}

    /** Makes {@code org.opencv.*} usable. Throws {@link UnsatisfiedLinkError} where no library fits this machine. */
    public static void load() {
        Loaded.touch();
    }

    /** The JVM's own once-only lock does the work: a class is initialised by one thread, the others wait. */
    private static final class Loaded {
        static {
            System.loadLibrary(Core.NATIVE_LIBRARY_NAME);
        }

        static void touch() {}
    }
}
