package rollcall.camera.quality;

/** Whether the light is even: how much it differs across the face, and how much of the face lies in the dark. */
record IlluminationCheck(double mostDeviation, double mostDark) implements Check {
    @Override
    public String name() {
        return "illumination";
    }

    @Override
    public Result judge(Face face) {
        Face.Light light = face.light();
        boolean even = light.deviation() < mostDeviation && light.darkShare() < mostDark;
        double score = 1 - Math.max(light.deviation() / mostDeviation, light.darkShare() / mostDark) / 2;
        return Result.of(name(), even, light.deviation(), score, Hint.UNEVEN_LIGHT);
    }
}
