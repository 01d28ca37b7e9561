package rollcall.camera.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class JpegStreamTest {
    static byte[] jpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (x * 7_919 + y * 104_729) & 0xffffff);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static JpegStream stream(byte[] bytes) {
        return new JpegStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void pictures_are_cut_out_of_whatever_stands_between() throws Exception {
        byte[] first = jpeg(64, 48);
        byte[] second = jpeg(31, 7);
        JpegStream stream = stream(joined(
                text("--frame\r\nContent-Type: image/jpeg\r\n\r\n"),
                first,
                text("\r\n--frame\r\n\u00ff\u00ff\u00ff"),
                second));
        assertThat(stream.next()).isEqualTo(first);
        assertThat(stream.next()).isEqualTo(second);
        assertThatThrownBy(stream::next).isInstanceOf(EOFException.class);
    }

    @Test
    void a_thumbnail_inside_a_picture_does_not_end_it() throws Exception {
        byte[] picture = jpeg(64, 48);
        byte[] thumbnail = jpeg(8, 8);
        int length = thumbnail.length + 2;
        byte[] segment = joined(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length}, thumbnail);
        byte[] whole = joined(Arrays.copyOf(picture, 2), segment, Arrays.copyOfRange(picture, 2, picture.length));
        JpegStream stream = stream(joined(whole, picture));
        assertThat(stream.next()).isEqualTo(whole);
        assertThat(stream.next()).isEqualTo(picture);
    }

    @Test
    void half_a_picture_is_the_end() throws Exception {
        byte[] picture = jpeg(64, 48);
        JpegStream stream = stream(Arrays.copyOf(picture, picture.length / 2));
        assertThatThrownBy(stream::next).isInstanceOf(EOFException.class);
    }

    @Test
    void a_picture_that_begins_within_half_a_one_is_no_picture() throws Exception {
        byte[] picture = jpeg(64, 48);
        JpegStream stream = stream(joined(Arrays.copyOf(picture, picture.length / 2), picture));
        assertThatThrownBy(stream::next).isInstanceOf(IOException.class).hasMessageContaining("no picture");
    }

    /** Zeros without end. */
    private static final class Endless extends InputStream {
        private final byte[] begin;
        private long given;

        Endless(byte[] begin) {
            this.begin = begin;
        }

        @Override
        public int read() {
            return given < begin.length ? begin[(int) given++] & 0xff : 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int first = read();
            into[offset] = (byte) first;
            if (given >= begin.length) {
                Arrays.fill(into, offset + 1, offset + length, (byte) 0);
                return length;
            }
            return 1;
        }
    }

    @Test
    void what_never_ends_is_refused_with_bounded_memory() throws Exception {
        byte[] picture = jpeg(64, 48);
        assertThatThrownBy(() -> new JpegStream(new Endless(new byte[0])).next())
                .hasMessageContaining("none begins within 16 MB");
        assertThatThrownBy(() -> new JpegStream(new Endless(Arrays.copyOf(picture, picture.length - 2))).next())
                .hasMessageContaining("more than 16 MB without an end");
    }
}
