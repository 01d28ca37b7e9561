package rollcall.camera.quality;

/** Whether the head looks at the camera. Its measure is the angle that is worst against its limit, in degrees. */
record HeadPoseCheck(double mostYaw, double mostPitch, double mostRoll) implements Check {
    @Override
    public String name() {
        return "head_pose";
    }

    @Override
    public Result judge(Face face) {
        if (face.mesh().isEmpty()) {
            return Result.unknown(name(), Hint.LOOK_STRAIGHT);
        }
        HeadPose pose = HeadPose.of(face.mesh().get());
        double yaw = Math.abs(pose.yaw()) / mostYaw;
        double pitch = Math.abs(pose.pitch()) / mostPitch;
        double roll = Math.abs(pose.roll()) / mostRoll;
        double worst = Math.max(yaw, Math.max(pitch, roll));
        double angle = worst == yaw ? pose.yaw() : worst == pitch ? pose.pitch() : pose.roll();
        Hint hint = worst == yaw
                ? Hint.LOOK_STRAIGHT
                : worst == roll ? Hint.HEAD_UPRIGHT : pose.pitch() > 0 ? Hint.LOOK_DOWN : Hint.LOOK_UP;
        return Result.of(name(), worst <= 1, angle, 1 - worst / 2, hint);
    }
}
