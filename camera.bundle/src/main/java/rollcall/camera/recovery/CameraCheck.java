package rollcall.camera.recovery;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import rollcall.camera.Camera;
import rollcall.camera.CameraState;
import rollcall.camera.vision.Vision;

/** Whether frames come, and whether OpenCV is there to look at them. */
@Component(
        service = HealthCheck.class,
        property = {
            "hc.name=camera",
            "hc.tags=camera",
            "hc.tags=update",
            "hc.tags=hardware",
            "hc.tags=ready",
            "rollcall.do=Look at the cable and the power of the camera; write attendance by hand meanwhile."
        })
public final class CameraCheck implements HealthCheck {
    private final Camera camera;

    @Activate
    public CameraCheck(@Reference Camera camera) {
        this.camera = camera;
    }

    @Override
    public Result execute() {
        CameraState state = camera.state();
        if (state.phase() == CameraState.Phase.UNAVAILABLE) {
            return new Result(Result.Status.CRITICAL, state.message());
        }
        String problem = Vision.problem();
        if (!problem.isEmpty()) {
            return new Result(Result.Status.WARN, "cards are read and no face photos taken: " + problem);
        }
        boolean opening = state.phase() == CameraState.Phase.OPENING;
        return new Result(opening ? Result.Status.TEMPORARILY_UNAVAILABLE : Result.Status.OK, state.message());
    }
}
