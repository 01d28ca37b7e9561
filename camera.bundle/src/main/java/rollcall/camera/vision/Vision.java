package rollcall.camera.vision;

import rollcall.opencv.OpenCv;

/** Whether OpenCV's native library is there. Safe from any thread; asking costs nothing once it was loaded. */
public final class Vision {
    private Vision() {}

    /** Loads the library if it was not; unpacking it takes a moment the first time. */
    public static boolean isThere() {
        return problem().isEmpty();
    }

    /** Why OpenCV does not work, in one line that says what to do; empty if it does. */
    public static String problem() {
        try {
            OpenCv.load();
            return "";
        } catch (LinkageError e) {
            return "OpenCV's native library does not load (" + e.getMessage()
                    + "); it is there for 64-bit Linux on x86 and ARM and needs libstdc++6: sudo apt install libstdc++6";
        }
    }
}
