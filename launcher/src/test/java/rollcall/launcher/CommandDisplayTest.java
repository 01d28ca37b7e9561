package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommandDisplayTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private CommandDisplay display(boolean terminal) {
        return new CommandDisplay(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                nanos::get);
    }

    private void pass(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }

    private static void show(CommandDisplay display, String... lines) {
        for (String line : lines) {
            display.accept(OutputLine.of(line));
        }
    }

    @Test
    void lines_go_where_their_mark_says() {
        try (CommandDisplay display = display(false)) {
            show(display, "a row", "! what went wrong", "", "Zo\u00eb ~ !");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a row\n\nZo\u00eb ~ !\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("rollcall: what went wrong\n");
    }

    @Test
    void without_a_terminal_progress_is_a_line_every_10_seconds_and_a_last_one() {
        try (CommandDisplay display = display(false)) {
            for (int done = 0; done <= 250; done += 10) {
                show(display, "~ " + done + "/250 photos");
                pass(1);
            }
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "0/250 photos, 0 %",
                        "100/250 photos, 40 %, 10/s", "200/250 photos, 80 %, 10/s", "250/250 photos, 100 %, 10/s");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void the_last_progress_is_not_said_twice() {
        try (CommandDisplay display = display(false)) {
            show(display, "~ 3/3 photos");
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("3/3 photos, 100 %\n");
    }

    @Test
    void on_a_terminal_progress_is_drawn_in_place_at_most_ten_times_a_second() {
        try (CommandDisplay display = display(true)) {
            for (int done = 0; done <= 100; done++) {
                show(display, "~ " + done + "/100 photos");
                pass(0.01);
            }
        }
        String drawn = err.toString(StandardCharsets.UTF_8);
        assertThat(drawn.split("\r\u001b\\[K", -1)).hasSize(12);
        assertThat(drawn).doesNotContain("\n\r").contains("[############------------]  50 %  50/100 photos  100/s");
        assertThat(drawn).endsWith("[########################] 100 %  100/100 photos  100/s\n");
    }

    @Test
    void on_a_terminal_a_line_takes_the_place_of_the_bar_and_cannot_command_the_terminal() {
        try (CommandDisplay display = display(true)) {
            show(display, "~ 1/2 photos", "a \u001b[2Jrow", "~ 2/2 photos");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a  [2Jrow\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[K[############------------]  50 %  1/2 photos"
                        + "\r\u001b[K"
                        + "\r\u001b[K[########################] 100 %  2/2 photos\n");
    }

    @Test
    void progress_that_does_not_count_is_shown_as_it_is() {
        try (CommandDisplay display = display(false)) {
            show(display, "~ looking for photos", "~ 0/0 photos");
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("looking for photos", "0/0 photos, 100 %");
    }

    @Test
    void lost_output_is_noticed() {
        PrintStream closed = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        try (CommandDisplay display =
                new CommandDisplay(closed, new PrintStream(err, true, StandardCharsets.UTF_8), false, nanos::get)) {
            assertThat(display.lost()).isTrue();
        }
        try (CommandDisplay display = display(false)) {
            assertThat(display.lost()).isFalse();
        }
    }
}
