package rollcall.camera.quality;

/** One of the checks that a face has to pass. Keeps nothing and may be used from any thread. */
interface Check {
    /** Its name, as in the label {@code check_name} of the metric. */
    String name();

    /** Measures and judges a face. */
    Result judge(Face face);
}
