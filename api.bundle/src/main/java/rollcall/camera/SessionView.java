package rollcall.camera;

import java.util.Optional;

/**
 * The capture session as a person at the terminal may see it.
 *
 * @param state {@code searching}, {@code code_read}, {@code guiding}, {@code holding_still}, {@code captured},
 *     {@code recorded}, {@code refused} or {@code timed_out}
 * @param hint what to do, as a word that does not change with the language, such as {@code come_closer}
 * @param text what to do, in the language of the configuration
 * @param progress how far holding still has come, 0 to 1
 * @param name whose scan was recorded, if the roster knows; shown to the person alone, never logged
 */
public record SessionView(String state, String hint, String text, double progress, Optional<String> name) {
    public SessionView {
        if (!(progress >= 0 && progress <= 1)) {
            throw new IllegalArgumentException("progress " + progress + ", expected 0 to 1");
        }
    }
}
