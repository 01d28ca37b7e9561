package rollcall.camera.source;

import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;

/** {@code https://...}: a camera that gives Motion-JPEG over HTTPS. */
@Component
public final class HttpsSource implements FrameSource {
    @Activate
    public HttpsSource() {}

    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        return HttpFlow.open("https:" + rest);
    }
}
