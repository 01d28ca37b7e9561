package rollcall.camera.quality;

import java.util.List;

/** Whether the mouth is closed: the gap between the lips as a share of the width of the mouth. */
record MouthCheck(double most) implements Check {
    @Override
    public String name() {
        return "mouth_closed";
    }

    @Override
    public Result judge(Face face) {
        if (face.mesh().isEmpty()) {
            return Result.unknown(name(), Hint.CLOSE_MOUTH);
        }
        List<FacePoint> mesh = face.mesh().get();
        double gap = mesh.get(MeshPoints.LIP_UPPER_INNER).distance(mesh.get(MeshPoints.LIP_LOWER_INNER));
        double width = mesh.get(MeshPoints.MOUTH_RIGHT_INNER).distance(mesh.get(MeshPoints.MOUTH_LEFT_INNER));
        double opening = gap / width;
        return Result.of(name(), opening <= most, opening, 1 - opening / most / 2, Hint.CLOSE_MOUTH);
    }
}
