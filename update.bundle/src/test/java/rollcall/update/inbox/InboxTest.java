package rollcall.update.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.update.desk.UpdateDesk;

/** What the inbox does with what the launcher answers; the whole way is walked by the tests of whole terminals. */
class InboxTest {
    @TempDir
    private Path folder;

    private final List<String> taken = new ArrayList<>();
    private Map<String, Object> answer = Map.of("status", 200);

    private Inbox inbox() {
        return new Inbox(folder, new UpdateDesk(wish -> {
            if (!(wish.get("content") instanceof InputStream content)) {
                throw new IllegalArgumentException("no content");
            }
            try {
                taken.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answer;
        }));
    }

    @Test
    void a_file_is_taken_once_it_has_stopped_growing() throws Exception {
        Inbox inbox = inbox();
        Path file = Files.writeString(folder.resolve("a.update"), "half");
        inbox.step();
        Files.writeString(file, "half and the rest");
        inbox.step();
        assertThat(taken).isEmpty();
        inbox.step();
        assertThat(taken).containsExactly("half and the rest");
        assertThat(folder.resolve("done/a.update")).exists();
        assertThat(file).doesNotExist();
    }

    @Test
    void what_is_refused_lies_aside_with_the_reason() throws Exception {
        answer = Map.of("status", 422, "error", "signed by a stranger", "refusal", "UNKNOWN_KEY");
        Inbox inbox = inbox();
        Files.writeString(folder.resolve("b.update"), "b");
        inbox.step();
        inbox.step();
        assertThat(folder.resolve("refused/b.update")).exists();
        assertThat(folder.resolve("refused/b.update.txt")).hasContent("signed by a stranger");
    }

    @Test
    void what_has_to_wait_is_offered_again() throws Exception {
        Inbox inbox = inbox();
        Path file = Files.writeString(folder.resolve("c.update"), "c");
        for (Map<String, Object> wait : List.<Map<String, Object>>of(
                Map.of("status", 422, "error", "on probation", "refusal", "BUSY"),
                Map.of("status", 507, "error", "disk full"))) {
            answer = wait;
            inbox.step();
            inbox.step();
            assertThat(file).exists();
        }
        answer = Map.of("status", 200);
        inbox.step();
        assertThat(folder.resolve("done/c.update")).exists();
    }
}
