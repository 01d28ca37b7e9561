package rollcall.camera.qr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rollcall.camera.Frame;
import rollcall.opencv.OpenCv;

class QrReaderTest {
    private final QrReader reader = new QrReader();

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

    @Test
    void a_card_is_read_exactly_as_encoded() throws Exception {
        for (String text : new String[] {"2021001", " leading and trailing ", "a\u0000b\u001b\n", "学生-7", "<b>'\"--"}) {
            assertThat(reader.read(card(text, 6, 80))).contains(text);
        }
    }

    @Test
    void a_card_with_modules_of_two_pixels_is_read() throws Exception {
        assertThat(reader.read(card("2021001", 2, 200))).contains("2021001");
    }

    @Test
    void a_symbol_with_four_thousand_characters_is_read() throws Exception {
        String text = "7".repeat(4_000);
        assertThat(reader.read(card(text, 4, 40))).contains(text);
    }

    @Test
    void noise_is_no_card() {
        byte[] noise = new byte[320 * 240 * 3];
        new Random(1).nextBytes(noise);
        assertThat(reader.read(new Frame(320, 240, noise, Instant.EPOCH))).isEmpty();
        assertThat(reader.read(new Frame(1, 1, new byte[3], Instant.EPOCH))).isEmpty();
    }
}
