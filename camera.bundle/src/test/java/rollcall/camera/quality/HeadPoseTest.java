package rollcall.camera.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a head of four points that is turned by known angles. */
class HeadPoseTest {
    private static List<FacePoint> head(double yaw, double pitch, double roll) {
        List<FacePoint> mesh = new ArrayList<>(Collections.nCopies(Face.POINTS, new FacePoint(0, 0, 0)));
        mesh.set(MeshPoints.RIGHT_EYE_OUTER, turned(-50, 0, yaw, pitch, roll));
        mesh.set(MeshPoints.LEFT_EYE_OUTER, turned(50, 0, yaw, pitch, roll));
        mesh.set(MeshPoints.FOREHEAD, turned(0, -80, yaw, pitch, roll));
        mesh.set(MeshPoints.CHIN, turned(0, 80, yaw, pitch, roll));
        return mesh;
    }

    /** About the upright axis, then the one across, then the one to the camera. */
    private static FacePoint turned(double x, double y, double yaw, double pitch, double roll) {
        double a = Math.toRadians(yaw);
        double b = Math.toRadians(pitch);
        double c = Math.toRadians(roll);
        double x1 = x * Math.cos(a);
        double z1 = x * Math.sin(a);
        double y2 = y * Math.cos(b) + z1 * Math.sin(b);
        double z2 = z1 * Math.cos(b) - y * Math.sin(b);
        return new FacePoint(x1 * Math.cos(c) - y2 * Math.sin(c), x1 * Math.sin(c) + y2 * Math.cos(c), z2);
    }

    private static void assertPose(double yaw, double pitch, double roll) {
        HeadPose pose = HeadPose.of(head(yaw, pitch, roll));
        assertThat(pose.yaw()).isCloseTo(yaw, within(1e-6));
        assertThat(pose.pitch()).isCloseTo(pitch, within(1e-6));
        assertThat(pose.roll()).isCloseTo(roll, within(1e-6));
    }

    @Test
    void each_angle_is_measured_by_itself_and_with_roll() {
        assertPose(0, 0, 0);
        assertPose(30, 0, 0);
        assertPose(-40, 0, 20);
        assertPose(0, 25, 0);
        assertPose(0, -25, -60);
        assertPose(0, 0, 80);
    }

    @Test
    void the_worst_against_its_limit_is_told() {
        HeadPoseCheck check = new HeadPoseCheck(35, 35, 80);
        Face.Box box = new Face.Box(0, 0, 100, 160, 640, 480);
        Face.Light light = new Face.Light(100, 100, 10, 0);
        Face up = new Face(box, Optional.of(head(10, 40, 5)), light);
        assertThat(check.judge(up).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check.judge(up).hint()).isEqualTo(Hint.LOOK_DOWN);
        Face down = new Face(box, Optional.of(head(0, -36, 0)), light);
        assertThat(check.judge(down).hint()).isEqualTo(Hint.LOOK_UP);
        Face aside = new Face(box, Optional.of(head(-36, 0, 0)), light);
        assertThat(check.judge(aside).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check.judge(aside).hint()).isEqualTo(Hint.LOOK_STRAIGHT);
        Face good = new Face(box, Optional.of(head(34, -34, 79)), light);
        assertThat(check.judge(good).verdict()).isEqualTo(Verdict.PASS);
        Face blind = new Face(box, Optional.empty(), light);
        assertThat(check.judge(blind).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
