package rollcall.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {
    @Test
    void what_the_door_writes_the_client_reads() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        LineStream stream = new LineStream(wire);
        stream.accept("row \"1\",\nsecond half, \u2028 Zo\u00eb");
        stream.accept("! wrong");
        stream.accept("~ 1/2 photos");
        stream.exit(7);

        List<OutputLine> lines = new ArrayList<>();
        assertThat(CommandWire.read(new ByteArrayInputStream(wire.toByteArray()), lines::add))
                .isEqualTo(7);
        assertThat(lines)
                .containsExactly(
                        new OutputLine(OutputLine.Kind.OUT, "row \"1\",\nsecond half, \u2028 Zo\u00eb"),
                        new OutputLine(OutputLine.Kind.ERR, "wrong"),
                        new OutputLine(OutputLine.Kind.PROGRESS, "1/2 photos"));
        assertThat(wire.toString(StandardCharsets.UTF_8)).endsWith("{\"exit\":7}\n");
    }

    @Test
    void a_stream_without_an_exit_code_was_cut_off() {
        byte[] cut = "{\"out\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CommandWire.read(new ByteArrayInputStream(cut), line -> {}))
                .hasMessageContaining("no exit code");
    }

    @Test
    void when_the_client_is_gone_lines_are_dropped_and_nothing_is_thrown() {
        List<Integer> tried = new ArrayList<>();
        LineStream stream = new LineStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                tried.add(b);
                throw new IOException("Broken pipe");
            }
        });
        assertThat(stream.gone()).isFalse();
        stream.accept("one");
        stream.accept("two");
        stream.exit(0);
        assertThat(stream.gone()).isTrue();
        assertThat(tried).hasSize(1);
    }
}
