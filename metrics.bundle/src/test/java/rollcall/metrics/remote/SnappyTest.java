package rollcall.metrics.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read back by a reader made from the format's description; a real Prometheus reads it in RemoteWriteTest. */
class SnappyTest {
    private static byte[] read(byte[] in) {
        int at = 0;
        int length = 0;
        int shift = 0;
        do {
            length |= (in[at] & 0x7f) << shift;
            shift += 7;
        } while ((in[at++] & 0x80) != 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (at < in.length) {
            int tag = in[at++] & 0xff;
            if ((tag & 3) == 0) {
                int count = tag >> 2;
                int more = count < 60 ? 0 : count - 59;
                if (more > 0) {
                    count = 0;
                    for (int i = 0; i < more; i++) {
                        count |= (in[at++] & 0xff) << (8 * i);
                    }
                }
                out.write(in, at, count + 1);
                at += count + 1;
            } else {
                assertThat(tag & 3).isEqualTo(2);
                int back = (in[at++] & 0xff) | ((in[at++] & 0xff) << 8);
                for (int i = 0; i <= tag >> 2; i++) {
                    out.write(out.toByteArray()[out.size() - back]);
                }
            }
        }
        assertThat(out.size()).isEqualTo(length);
        return out.toByteArray();
    }

    @Test
    void whatever_was_compressed_comes_back() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(round < 290 ? 400 : 3_000)];
            int letters = 1 + random.nextInt(round % 2 == 0 ? 3 : 255);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(letters);
            }
            assertThat(read(Snappy.compressed(bytes))).isEqualTo(bytes);
        }
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        byte[] compressed = Snappy.compressed(noise);
        assertThat(compressed.length).isBetween(noise.length, noise.length + 64);
        byte[] same = "label=\"value\" ".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Snappy.compressed(same).length).isLessThan(same.length / 15);
    }
}
