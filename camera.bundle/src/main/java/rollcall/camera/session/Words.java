package rollcall.camera.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import rollcall.camera.quality.Hint;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Scan;
import rollcall.scan.Student;

/** What is said to people, in one language. May be used from any thread. */
final class Words {
    /** The languages there are. */
    static final List<String> LANGUAGES = List.of("en", "fil");

    private final ResourceBundle texts;

    private Words(ResourceBundle texts) {
        this.texts = texts;
    }

    /** The words of a language. */
    static Words of(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("camera.language = " + language + ": there are " + LANGUAGES);
        }
        String name = "words_" + language + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the bundle");
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            return new Words(new PropertyResourceBundle(reader));
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the bundle", e);
        }
    }

    /** What a person should do. */
    String say(Hint hint) {
        return texts.getString(hint.key());
    }

    /** How a scan went. */
    String say(Scan scan) {
        if (scan.decision() instanceof Rejected rejected) {
            return texts.getString(rejected.reason().name().toLowerCase(Locale.ROOT));
        }
        String who = name(scan).orElse(scan.code());
        String key = "duplicate";
        if (scan.decision() instanceof Accepted accepted) {
            key = accepted.direction() == Direction.LOGOUT ? "logout" : accepted.late() ? "login_late" : "login";
        }
        // A quote in a pattern would be eaten, so the text is doubled where it has one.
        return new MessageFormat(texts.getString(key).replace("'", "''"), Locale.ROOT).format(new Object[] {who});
    }

    /** Whose scan it is, if the roster knows. */
    static Optional<String> name(Scan scan) {
        return scan.student().map(Student::name);
    }
}
