package rollcall.camera.quality;

/** Whether the face is large enough to tell who it is: its width in pixels. */
record FaceSizeCheck(double least) implements Check {
    @Override
    public String name() {
        return "face_size";
    }

    @Override
    public Result judge(Face face) {
        double width = face.box().width();
        return Result.of(name(), width >= least, width, width / (2 * least), Hint.COME_CLOSER);
    }
}
