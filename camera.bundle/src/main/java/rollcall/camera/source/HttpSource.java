package rollcall.camera.source;

import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;

/** {@code http://...}: a camera that gives Motion-JPEG over HTTP. */
@Component
public final class HttpSource implements FrameSource {
    @Activate
    public HttpSource() {}

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        return HttpFlow.open("http:" + rest);
    }
}
