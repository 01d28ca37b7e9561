package rollcall.camera.quality;

import java.util.OptionalDouble;

/**
 * The outcome of one check.
 *
 * @param check its name, the label of {@code attendance_face_quality_checks_total}
 * @param verdict whether it passed
 * @param measure what was measured, in the unit of the check; empty if nothing could be
 * @param score how good that is, 0 to 1; 0 if nothing was measured
 * @param hint what the person may do about it
 */
public record Result(String check, Verdict verdict, OptionalDouble measure, double score, Hint hint) {
    public Result {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException(check + ": score " + score + ", expected 0 to 1");
        }
    }

    /** A measurement that was judged. */
    public static Result of(String check, boolean passes, double measure, double score, Hint hint) {
        return new Result(
                check,
                passes ? Verdict.PASS : Verdict.FAIL,
                OptionalDouble.of(measure),
                Math.max(0, Math.min(1, score)),
                hint);
    }

    /** There was nothing to measure. */
    public static Result unknown(String check, Hint hint) {
        return new Result(check, Verdict.UNKNOWN, OptionalDouble.empty(), 0, hint);
    }
}
