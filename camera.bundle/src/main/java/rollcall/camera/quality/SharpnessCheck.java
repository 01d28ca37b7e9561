package rollcall.camera.quality;

/** Whether the face is in focus and does not move: the variance of the Laplacian. */
record SharpnessCheck(double least) implements Check {
    @Override
    public String name() {
        return "sharpness";
    }

    @Override
    public Result judge(Face face) {
        double variance = face.light().sharpness();
        return Result.of(name(), variance >= least, variance, variance / (4 * least), Hint.STAY_STILL);
    }
}
