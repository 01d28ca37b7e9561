package rollcall.camera.quality;

/** Whether the face is in the middle: the larger of its offsets from there, as a share of the frame's width or height. */
record CentredCheck(double most) implements Check {
    @Override
    public String name() {
        return "face_centered";
    }

    @Override
    public Result judge(Face face) {
        Face.Box box = face.box();
        double across = Math.abs(box.centreX() / box.frameWidth() - 0.5);
        double down = Math.abs(box.centreY() / box.frameHeight() - 0.5);
        double offset = Math.max(across, down);
        return Result.of(name(), offset <= most, offset, 1 - offset / most, Hint.MOVE_TO_MIDDLE);
    }
}
