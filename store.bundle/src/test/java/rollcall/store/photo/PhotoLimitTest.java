package rollcall.store.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.scan.Photo;
import rollcall.scan.PhotoReference;

class PhotoLimitTest {
    @TempDir
    private Path folder;

    /** A gradient under noise: the more noise the less it can be compressed. */
    private static byte[] jpeg(int width, int height, int noise, int type) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = Math.min(255, x * 200 / width + random.nextInt(noise + 1));
                image.setRGB(x, y, grey << 16 | grey << 8 | y * 255 / height);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.98f);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    @Test
    void a_photo_within_the_limit_is_kept_byte_for_byte() throws Exception {
        byte[] photo = jpeg(320, 240, 40, BufferedImage.TYPE_INT_RGB);
        assertThat(new PhotoLimit(photo.length, 30).fit(photo)).isSameAs(photo);
    }

    @Test
    void a_little_too_large_costs_quality_and_not_size() throws Exception {
        byte[] photo = jpeg(640, 480, 60, BufferedImage.TYPE_INT_RGB);
        byte[] fitted = new PhotoLimit(photo.length / 2, 85).fit(photo);

        assertThat(fitted.length).isLessThanOrEqualTo(photo.length / 2);
        assertThat(read(fitted).getWidth()).isEqualTo(640);
        assertThat(read(fitted).getHeight()).isEqualTo(480);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY})
    void a_much_too_large_one_is_scaled_down_too(int type) throws Exception {
        byte[] photo = jpeg(1280, 960, 250, type);
        byte[] fitted = new PhotoLimit(20 << 10, 85).fit(photo);

        assertThat(photo.length).isGreaterThan(400_000);
        assertThat(fitted.length).isBetween(5_000, 20 << 10);
        assertThat(read(fitted).getWidth()).isBetween(100, 900);
    }

    @Test
    void more_pixels_than_the_memory_is_for_are_read_in_a_coarser_grid() throws Exception {
        byte[] photo = jpeg(5_000, 4_000, 0, BufferedImage.TYPE_INT_RGB);
        byte[] fitted = new PhotoLimit(photo.length - 1, 85).fit(photo);
        assertThat(read(fitted).getWidth()).isEqualTo(2_500);
    }

    @Test
    void what_is_too_large_and_no_picture_is_refused_in_one_line() {
        byte[] broken = new byte[300_000];
        new Random(1).nextBytes(broken);
        broken[0] = (byte) 0xff;
        broken[1] = (byte) 0xd8;

        assertThatThrownBy(() -> PhotoLimit.STANDARD.fit(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a photo of 300000 bytes, more than 204800, cannot be made smaller");
    }

    @Test
    void damage_of_any_kind_is_an_exception_of_input_and_output() throws Exception {
        byte[] photo = jpeg(640, 480, 100, BufferedImage.TYPE_INT_RGB);
        PhotoLimit limit = new PhotoLimit(20 << 10, 85);
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] damaged = Arrays.copyOf(photo, 20_500 + random.nextInt(photo.length - 20_500));
            for (int j = 0; j < 3; j++) {
                damaged[2 + random.nextInt(i % 2 == 0 ? 600 : damaged.length - 2)] = (byte) random.nextInt();
            }
            try {
                assertThat(limit.fit(damaged).length).isLessThanOrEqualTo(20 << 10);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void the_folder_keeps_the_smaller_photo_and_names_it_by_its_own_content() throws Exception {
        byte[] photo = jpeg(1280, 960, 250, BufferedImage.TYPE_INT_RGB);
        PhotoFolder photos = new PhotoFolder(folder, new PhotoLimit(50 << 10, 85), () -> false, new PhotoOperations());
        PhotoReference reference = photos.keep(new Photo(photo), LocalDate.of(2026, 11, 24));

        byte[] kept = Files.readAllBytes(photos.path(reference));
        assertThat(kept.length).isLessThanOrEqualTo(50 << 10).isEqualTo((int) reference.bytes());
        assertThat(photos.keep(new Photo(kept), LocalDate.of(2026, 11, 24))).isEqualTo(reference);
    }
}
