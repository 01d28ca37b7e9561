package rollcall.camera.quality;

import java.util.List;

/**
 * Whether both eyes are open: the eye aspect ratio, height over width, of the eye that is more closed (Soukupova and Cech, Real-Time
 * Eye Blink Detection using Facial Landmarks, 2016).
 */
record EyesCheck(double least) implements Check {
    @Override
    public String name() {
        return "eyes_open";
    }

    @Override
    public Result judge(Face face) {
        if (face.mesh().isEmpty()) {
            return Result.unknown(name(), Hint.OPEN_EYES);
        }
        List<FacePoint> mesh = face.mesh().get();
        double ratio = Math.min(ratio(mesh, MeshPoints.RIGHT_EYE), ratio(mesh, MeshPoints.LEFT_EYE));
        return Result.of(name(), ratio >= least, ratio, ratio / (2 * least), Hint.OPEN_EYES);
    }

    private static double ratio(List<FacePoint> mesh, List<Integer> eye) {
        FacePoint outer = mesh.get(eye.get(0));
        FacePoint inner = mesh.get(eye.get(3));
        double heights = mesh.get(eye.get(1)).distance(mesh.get(eye.get(5)))
                + mesh.get(eye.get(2)).distance(mesh.get(eye.get(4)));
        return heights / (2 * outer.distance(inner));
    }
}
