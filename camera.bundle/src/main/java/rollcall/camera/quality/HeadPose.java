package rollcall.camera.quality;

import java.util.List;

/**
 * How the head is turned, from the depth of the mesh: the line through the outer corners of the eyes gives yaw and roll, the
 * one from forehead to chin, which the canonical face model has upright to within a degree, gives the pitch.
 *
 * @param yaw degrees to the person's left
 * @param pitch degrees upwards
 * @param roll degrees clockwise as the camera sees it
 */
record HeadPose(double yaw, double pitch, double roll) {
    static HeadPose of(List<FacePoint> mesh) {
        FacePoint right = mesh.get(MeshPoints.RIGHT_EYE_OUTER);
        FacePoint left = mesh.get(MeshPoints.LEFT_EYE_OUTER);
        FacePoint top = mesh.get(MeshPoints.FOREHEAD);
        FacePoint bottom = mesh.get(MeshPoints.CHIN);
        double yaw = Math.toDegrees(Math.atan2(left.z() - right.z(), right.distance(left)));
        double pitch = Math.toDegrees(Math.atan2(top.z() - bottom.z(), top.distance(bottom)));
        double roll = Math.toDegrees(Math.atan2(left.y() - right.y(), left.x() - right.x()));
        return new HeadPose(yaw, pitch, roll);
    }
}
