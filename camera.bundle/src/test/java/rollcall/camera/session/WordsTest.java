package rollcall.camera.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.camera.quality.Hint;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Decision.Duplicate;
import rollcall.scan.Decision.Reason;
import rollcall.scan.Decision.Rejected;
import rollcall.scan.Direction;
import rollcall.scan.Evidence;
import rollcall.scan.Origin;
import rollcall.scan.Scan;
import rollcall.scan.ScanId;
import rollcall.scan.Student;

class WordsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    private static Scan scan(Decision decision, Optional<Student> student) {
        return new Scan(
                new ScanId(UUID.fromString("01a21196-e0c6-75af-90a5-5b58124a85ce")),
                1,
                new Origin("here", 1, 1),
                "S-1",
                student,
                decision,
                NOW,
                new Evidence(ClockTrust.TRUSTED, Optional.empty(), Optional.empty(), "c"),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fil"})
    void every_language_has_words_for_everything(String language) {
        Words words = Words.of(language);
        for (Hint hint : Hint.values()) {
            assertThat(words.say(hint)).isNotBlank();
        }
        for (Reason reason : Reason.values()) {
            assertThat(words.say(scan(new Rejected(reason), Optional.empty()))).isNotBlank();
        }
        Student student = new Student("S-1", "{0} O'Neil", "7-A");
        for (Decision decision : new Decision[] {
            new Accepted(Direction.LOGIN, false, true, ""),
            new Accepted(Direction.LOGIN, true, true, ""),
            new Accepted(Direction.LOGOUT, false, true, ""),
            new Duplicate(Direction.LOGIN, NOW)
        }) {
            assertThat(words.say(scan(decision, Optional.of(student)))).contains("{0} O'Neil");
            assertThat(words.say(scan(decision, Optional.empty()))).contains("S-1");
        }
    }

    @Test
    void a_language_there_is_not_names_those_there_are() {
        assertThatThrownBy(() -> Words.of("../en"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("camera.language = ../en: there are [en, fil]");
    }
}
