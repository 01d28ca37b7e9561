package rollcall.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;

class RedactionTest {
    private static Key key(int type) {
        return new Key("section", "key", "Title", "what it means", type, false, List.of(), List.of());
    }

    @Test
    void what_is_declared_secret_or_not_declared_at_all_is_masked() {
        assertThat(Redaction.shown(key(AttributeDefinition.PASSWORD), "x")).isEqualTo(Key.MASK);
        assertThat(Redaction.shown(null, "x")).isEqualTo(Key.MASK);
        assertThat(Redaction.shown(key(AttributeDefinition.STRING), "x")).isEqualTo("x");
        assertThat(Redaction.shown(key(AttributeDefinition.PASSWORD), "")).isEmpty();
    }

    @Test
    void addresses_lose_who_and_what_they_are_asked_with() {
        Key open = key(AttributeDefinition.STRING);
        assertThat(Redaction.shown(open, "rtsp://user:pass@10.0.0.7:554/live?key=s#f"))
                .isEqualTo("rtsp://10.0.0.7:554/live");
        assertThat(Redaction.shown(open, "see https://a:b@c/d?e and http://f/g"))
                .isEqualTo("see https://c/d and http://f/g");
        assertThat(Redaction.shown(open, "dir:/frames?loop")).isEqualTo("dir:/frames?loop");
    }
}
