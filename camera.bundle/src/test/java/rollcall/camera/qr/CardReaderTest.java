package rollcall.camera.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.camera.Frame;
import rollcall.opencv.OpenCv;

class CardReaderTest {
    private final CardReader reader = new CardReader();
    private final PlainCardReader plain = new PlainCardReader();

    @BeforeAll
    static void load() {
        OpenCv.load();
    }

    private static Frame card(String text, int modulePixels, int margin) throws Exception {
        BitMatrix symbol = new QRCodeWriter()
                .encode(
                        text,
                        BarcodeFormat.QR_CODE,
                        0,
                        0,
                        Map.of(EncodeHintType.MARGIN, 4, EncodeHintType.CHARACTER_SET, "UTF-8"));
        int card = symbol.getWidth() * modulePixels;
        int side = card + 2 * margin;
        byte[] bgr = new byte[side * side * 3];
        Arrays.fill(bgr, (byte) 120);
        for (int y = 0; y < card; y++) {
            for (int x = 0; x < card; x++) {
                byte value = (byte) (symbol.get(x / modulePixels, y / modulePixels) ? 20 : 230);
                Arrays.fill(
                        bgr, ((margin + y) * side + margin + x) * 3, ((margin + y) * side + margin + x) * 3 + 3, value);
            }
        }
        return new Frame(side, side, bgr, Instant.EPOCH);
    }

    private Optional<String> held(Frame frame) {
        return reader.read(frame).held().map(Card::text);
    }

    /** Frames beside each other, of the height of the first. */
    private static Frame beside(Frame... parts) {
        int width = Arrays.stream(parts).mapToInt(Frame::width).sum();
        int height = parts[0].height();
        byte[] bgr = new byte[width * height * 3];
        Arrays.fill(bgr, (byte) 120);
        int left = 0;
        for (Frame part : parts) {
            for (int y = 0; y < Math.min(height, part.height()); y++) {
                System.arraycopy(part.bgr(), y * part.width() * 3, bgr, (y * width + left) * 3, part.width() * 3);
            }
            left += part.width();
        }
        return new Frame(width, height, bgr, Instant.EPOCH);
    }

    @Test
    void of_several_cards_the_clearly_larger_one_counts() throws Exception {
        Frame large = card("LARGE", 6, 80);
        Frame small = card("SMALL", 4, 80);
        Frame other = card("OTHER", 6, 80);
        assertThat(reader.read(beside(large, small)).cards())
                .extracting(Card::text)
                .containsExactly("LARGE", "SMALL");
        assertThat(held(beside(large, small))).contains("LARGE");
        Reading two = new CardReader().read(beside(large, other));
        assertThat(two.cards()).hasSize(2);
        assertThat(two.held()).isEmpty();
        assertThat(two.isSeveral()).isTrue();
        assertThat(new CardReader().read(beside(large, large)).held()).isPresent();
    }

    @Test
    void two_cards_that_touch_are_two() throws Exception {
        Frame left = beside(gap(40, 360), card("LEFT", 6, 0));
        Frame right = beside(card("RIGHT", 6, 0), gap(40, 360));
        Reading two = new CardReader().read(beside(left, right));
        assertThat(two.cards()).extracting(Card::text).containsExactlyInAnyOrder("LEFT", "RIGHT");
        assertThat(two.isSeveral()).isTrue();
    }

    private static Frame gap(int width, int height) {
        byte[] bgr = new byte[width * height * 3];
        Arrays.fill(bgr, (byte) 120);
        return new Frame(width, height, bgr, Instant.EPOCH);
    }

    @Test
    void a_card_is_found_again_where_it_was_and_another_beside_it_is_noticed() throws Exception {
        Frame alone = card("FIRST", 6, 80);
        for (int i = 0; i < 5; i++) {
            assertThat(held(alone)).contains("FIRST");
        }
        Frame both = beside(card("FIRST", 6, 80), card("SECOND", 6, 80));
        boolean noticed = false;
        for (int i = 0; i < 3; i++) {
            noticed |= reader.read(both).isSeveral();
        }
        assertThat(noticed).isTrue();
    }

    @Test
    void a_card_that_is_the_whole_frame_is_read_whatever_it_says() throws Exception {
        for (int i = 0; i < 300; i++) {
            String text = String.format(Locale.ROOT, "S%04d", i);
            assertThat(held(card(text, 8, 0))).contains(text);
        }
    }

    @Test
    void without_opencv_a_plain_card_is_read() throws Exception {
        assertThat(plain.read(card("2021001", 4, 100)).held().map(Card::text)).contains("2021001");
    }

    @Test
    void a_card_is_read_exactly_as_encoded() throws Exception {
        for (String text : new String[] {"2021001", " leading and trailing ", "a\u0000b\u001b\n", "学生-7", "<b>'\"--"}) {
            assertThat(held(card(text, 6, 80))).contains(text);
        }
    }

    @Test
    void a_card_with_modules_of_two_pixels_is_read() throws Exception {
        assertThat(held(card("2021001", 2, 200))).contains("2021001");
    }

    @Test
    void a_symbol_with_four_thousand_characters_is_read() throws Exception {
        String text = "7".repeat(4_000);
        assertThat(held(card(text, 4, 40))).contains(text);
    }

    @Test
    void noise_is_no_card() {
        byte[] noise = new byte[320 * 240 * 3];
        new Random(1).nextBytes(noise);
        assertThat(reader.read(new Frame(320, 240, noise, Instant.EPOCH)).cards())
                .isEmpty();
        for (int[] size : new int[][] {{1, 1}, {1, 700}, {25, 24}, {641, 3}}) {
            Frame odd = new Frame(size[0], size[1], new byte[size[0] * size[1] * 3], Instant.EPOCH);
            assertThat(reader.read(odd).cards()).isEmpty();
            assertThat(plain.read(odd).cards()).isEmpty();
        }
    }
}
