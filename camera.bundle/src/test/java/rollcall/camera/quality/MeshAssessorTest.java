package rollcall.camera.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import rollcall.camera.Frame;
import rollcall.opencv.OpenCv;

/** On photographs, and on what was done to them. */
class MeshAssessorTest {
    private static final List<Check> CHECKS = List.of(
            new FaceSizeCheck(60),
            new CentredCheck(0.25),
            new BrightnessCheck(55, 180),
            new HeadPoseCheck(35, 35, 80),
            new IlluminationCheck(40, 0.2),
            new EyesCheck(0.18),
            new MouthCheck(0.5),
            new SharpnessCheck(80));

    private final List<Assessment> heard = new ArrayList<>();
    private MeshAssessor assessor;

    @BeforeEach
    void open() {
        OpenCv.load();
        assessor = new MeshAssessor(CHECKS, 40, heard::add, () -> false);
    }

    @AfterEach
    void close() {
        assessor.close();
    }

    private Assessment assess(Mat picture) {
        return assessor.assess(FaceImages.frame(picture));
    }

    private static List<String> failed(Assessment assessment) {
        return assessment.results().stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .map(Result::check)
                .toList();
    }

    private static List<FacePoint> mesh(Mat picture) {
        try (FaceFinder finder = new FaceFinder();
                FaceMesh mesh = new FaceMesh()) {
            return mesh.find(picture, finder.find(picture).get(0)).orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"astronaut", "admiral"})
    void a_good_portrait_passes_all_nine(String person) {
        Assessment assessment = assess(FaceImages.of(person));
        assertThat(failed(assessment)).isEmpty();
        assertThat(assessment.results())
                .extracting(Result::check)
                .containsExactlyInAnyOrder(
                        "face_count",
                        "face_size",
                        "face_centered",
                        "head_pose",
                        "eyes_open",
                        "mouth_closed",
                        "sharpness",
                        "brightness",
                        "illumination");
        assertThat(assessment.worst(false)).isEmpty();
        assertThat(heard).containsExactly(assessment);
    }

    /** Each spoiled in one way, which one check sees and no other. */
    @Test
    void each_check_fails_for_its_own_reason_alone() {
        Mat admiral = FaceImages.of("admiral");
        Mat astronaut = FaceImages.of("astronaut");
        Map<String, Map<String, Mat>> spoiled = new LinkedHashMap<>();
        spoiled.put("face_count", Map.of("two people", FaceImages.twice(admiral)));
        spoiled.put("face_size", Map.of("far away", FaceImages.moved(astronaut, 0, 0.36, 0, 0)));
        spoiled.put("face_centered", Map.of("at the side", FaceImages.moved(astronaut, 0, 1, 185, 0)));
        spoiled.put("head_pose", Map.of("lying", FaceImages.moved(admiral, 90, 1, 0, 0)));
        spoiled.put("eyes_open", Map.of("lids down", FaceImages.eyesClosed(astronaut, mesh(astronaut))));
        spoiled.put("sharpness", Map.of("out of focus", FaceImages.blurred(astronaut, 2)));
        spoiled.put(
                "brightness",
                Map.of(
                        "bright", FaceImages.light(admiral, 1.5, 0),
                        "dark", FaceImages.light(FaceImages.moved(admiral, 0, 0.6, 0, 0), 0.25, 17)));
        spoiled.put("illumination", Map.of("lamp at one side", FaceImages.lamp(admiral, 1.3, 0.15)));
        spoiled.forEach((check, pictures) -> pictures.forEach(
                (name, picture) -> assertThat(failed(assess(picture))).as(name).containsExactly(check)));
    }

    @Test
    void what_a_person_is_told_fits() {
        Mat admiral = FaceImages.of("admiral");
        assertThat(assess(FaceImages.light(admiral, 0.2, 0))
                        .worst(false)
                        .orElseThrow()
                        .hint())
                .isEqualTo(Hint.TOO_DARK);
        assertThat(assess(FaceImages.light(admiral, 1.5, 0))
                        .worst(false)
                        .orElseThrow()
                        .hint())
                .isEqualTo(Hint.TOO_BRIGHT);
        assertThat(assess(FaceImages.moved(admiral, 90, 1, 0, 0))
                        .worst(false)
                        .orElseThrow()
                        .hint())
                .isEqualTo(Hint.HEAD_UPRIGHT);
    }

    /** On points: no picture of an open mouth could be had, and those made by a program are not read as one. */
    @Test
    void an_open_mouth_fails_and_one_that_smiles_does_not() {
        MouthCheck check = new MouthCheck(0.5);
        assertThat(check.judge(mouth(21)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check.judge(mouth(21)).hint()).isEqualTo(Hint.CLOSE_MOUTH);
        assertThat(check.judge(mouth(19)).verdict()).isEqualTo(Verdict.PASS);
    }

    /** A mouth that is 40 pixels wide. */
    private static Face mouth(double gap) {
        List<FacePoint> mesh = new ArrayList<>(Collections.nCopies(Face.POINTS, new FacePoint(0, 0, 0)));
        mesh.set(MeshPoints.LIP_LOWER_INNER, new FacePoint(0, gap, 0));
        mesh.set(MeshPoints.MOUTH_RIGHT_INNER, new FacePoint(-20, 0, 0));
        mesh.set(MeshPoints.MOUTH_LEFT_INNER, new FacePoint(20, 0, 0));
        return new Face(new Face.Box(0, 0, 100, 130, 640, 480), Optional.of(mesh), new Face.Light(100, 100, 10, 0));
    }

    @Test
    void nobody_there_is_no_face() {
        Assessment assessment = assessor.assess(new Frame(640, 480, new byte[640 * 480 * 3], Instant.EPOCH));
        assertThat(assessment.faces()).isZero();
        assertThat(assessment.results()).singleElement().satisfies(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(result.hint()).isEqualTo(Hint.LOOK_AT_CAMERA);
        });
    }

    @Test
    void of_ten_faces_none_is_taken() {
        Assessment assessment = assess(FaceImages.tenTimes(FaceImages.of("admiral")));
        assertThat(assessment.faces()).isGreaterThanOrEqualTo(2);
        assertThat(failed(assessment)).contains("face_count");
        assertThat(assessment.worst(false).orElseThrow().hint()).isEqualTo(Hint.ONE_PERSON);
    }

    @Test
    void frames_of_odd_sizes_are_looked_at_too() {
        for (int[] size : new int[][] {{1, 1}, {1, 480}, {3_000, 7}, {641, 479}}) {
            Frame odd = new Frame(size[0], size[1], new byte[size[0] * size[1] * 3], Instant.EPOCH);
            assertThat(assessor.assess(odd).faces()).isZero();
        }
    }

    /** A labelled set: what should be taken and what should be refused. The rates are printed for docs/camera.md. */
    @Test
    void rates_on_a_labelled_set() {
        Map<String, UnaryOperator<Mat>> good = new LinkedHashMap<>();
        good.put("as it is", picture -> picture);
        for (double turn : new double[] {-20, -10, 10, 20}) {
            good.put("tilted " + turn, picture -> FaceImages.moved(picture, turn, 1, 0, 0));
        }
        for (double scale : new double[] {0.8, 0.65, 0.5}) {
            good.put("scaled " + scale, picture -> FaceImages.moved(picture, 0, scale, 0, 0));
        }
        good.put("aside", picture -> FaceImages.moved(picture, 0, 0.8, 100, 0));
        good.put("low", picture -> FaceImages.moved(picture, 0, 0.8, 0, 60));
        good.put("darker", picture -> FaceImages.light(picture, 0.8, 0));
        good.put("half turned", picture -> FaceImages.turned(picture, 20, 0));
        Map<String, UnaryOperator<Mat>> bad = new LinkedHashMap<>();
        bad.put("far away", picture -> FaceImages.moved(picture, 0, 0.3, 0, 0));
        bad.put("at the side", picture -> FaceImages.moved(picture, 0, 0.8, 220, 0));
        bad.put("two people", FaceImages::twice);
        bad.put("blurred a little", picture -> FaceImages.blurred(picture, 1.5));
        bad.put("blurred", picture -> FaceImages.blurred(picture, 3));
        bad.put("dark", picture -> FaceImages.light(picture, 0.3, 0));
        bad.put("bright", picture -> FaceImages.light(picture, 2, 20));
        bad.put("lamp at one side", picture -> FaceImages.lamp(picture, 1.3, 0.15));
        bad.put("eyes closed", picture -> FaceImages.eyesClosed(picture, mesh(picture)));
        bad.put("mouth open", picture -> FaceImages.mouthOpen(picture, mesh(picture), 0.7));
        bad.put("looking aside", picture -> FaceImages.turned(picture, 60, 0));
        bad.put("no face", picture -> FaceImages.moved(picture, 0, 1, 420, 0));
        int accepted = count(good, true);
        int refused = count(bad, false);
        int people = FaceImages.PEOPLE.size();
        System.out.printf(
                "faces: %d of %d good ones accepted, %d of %d bad ones refused%n",
                accepted, good.size() * people, refused, bad.size() * people);
        assertThat(accepted).isGreaterThanOrEqualTo(good.size() * people * 9 / 10);
        assertThat(refused).isGreaterThanOrEqualTo(bad.size() * people * 8 / 10);
    }

    private int count(Map<String, UnaryOperator<Mat>> changes, boolean expected) {
        int right = 0;
        for (Map.Entry<String, UnaryOperator<Mat>> change : changes.entrySet()) {
            int here = 0;
            for (String person : FaceImages.PEOPLE) {
                Assessment assessment = assess(change.getValue().apply(FaceImages.of(person)));
                boolean passes = assessment.worst(false).isEmpty();
                here += passes == expected ? 1 : 0;
                if (passes != expected) {
                    System.out.println("faces: wrong " + person + " " + FaceImages.line(change.getKey(), assessment));
                }
            }
            System.out.printf(
                    "faces: %-20s %d of %d %s%n",
                    change.getKey(), here, FaceImages.PEOPLE.size(), expected ? "accepted" : "refused");
            right += here;
        }
        return right;
    }
}
