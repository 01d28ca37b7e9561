package rollcall.camera.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import rollcall.camera.Feedback;
import rollcall.camera.Signal;

/** Plays {@code etc/sounds/accepted.wav} and so on, those that are there. Used by the feedback thread. */
@Component(configurationPid = "rollcall.sound", service = Feedback.class)
@Designate(ocd = SoundConfig.class)
public final class SoundFeedback implements Feedback {
    private static final int LONGEST_SECONDS = 5;

    private final SoundConfig config;
    private final Path folder;

    @Activate
    public SoundFeedback(BundleContext context, SoundConfig config) {
        this(Path.of(String.valueOf(context.getProperty("rollcall.home"))).resolve("etc/sounds"), config);
    }

    SoundFeedback(Path folder, SoundConfig config) {
        this.folder = folder;
        this.config = config;
    }

    @Override
    public void give(Signal signal) throws InterruptedException {
        Path file = folder.resolve(signal.name().toLowerCase(Locale.ROOT) + ".wav");
        if (!config.enabled() || !Files.isRegularFile(file)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(config.player()));
        command.add(file.toString());
        try {
            Process player = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!player.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    player.destroyForcibly();
                }
            } catch (InterruptedException e) {
                player.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "sound.player = " + config.player()[0] + " does not start: sudo apt install alsa-utils", e);
        }
    }
}
