package rollcall.camera.quality;

/** Whether the face is neither too dark nor too bright: its mean grey value. */
record BrightnessCheck(double least, double most) implements Check {
    @Override
    public String name() {
        return "brightness";
    }

    @Override
    public Result judge(Face face) {
        double mean = face.light().brightness();
        double middle = (least + most) / 2;
        return Result.of(
                name(),
                mean >= least && mean <= most,
                mean,
                1 - Math.abs(mean - middle) / (most - least),
                mean < middle ? Hint.TOO_DARK : Hint.TOO_BRIGHT);
    }
}
