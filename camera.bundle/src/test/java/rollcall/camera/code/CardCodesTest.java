package rollcall.camera.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.camera.code.CardCode.Reason;
import rollcall.camera.code.CardCode.Refused;
import rollcall.camera.code.CardCode.Valid;

class CardCodesTest {
    private static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);
    private static final CodeSignature SCHOOL = new CodeSignature(HexFormat.of().parseHex(KEY));
    private static final CodeSignature OTHERS = new CodeSignature(new byte[32]);

    @TempDir
    private Path home;

    private Path key;

    @BeforeEach
    void key() throws Exception {
        Files.createDirectories(home.resolve("secrets"));
        key = home.resolve("secrets/code.key");
        write(KEY + "\n", "rw-------");
    }

    private void write(String text, String permissions) throws Exception {
        Files.writeString(key, text, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
    }

    private CardCodes codes(String mode) {
        return new CardCodes(mode, home);
    }

    @Test
    void a_signature_is_the_beginning_of_the_hmac() {
        // Computed beside: printf 'rollcall code 1\nS-1024' | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY, then
        // base32.
        assertThat(SCHOOL.sign("S-1024")).isEqualTo("S-1024.7NL2FFATGLAOX2M5");
    }

    @Test
    void a_signed_card_is_recorded_as_its_plain_code() {
        for (String mode : new String[] {"required", "accepted"}) {
            for (String code : new String[] {"S-1024", "a.b", "2021/001", "Ñ-7", "."}) {
                assertThat(codes(mode).check(SCHOOL.sign(code))).isEqualTo(new Valid(code));
            }
        }
    }

    @Test
    void small_letters_of_a_signature_count_as_capitals_those_of_the_code_do_not() {
        String small = SCHOOL.sign("S-1024").replace("S-1024", "").toLowerCase(Locale.ROOT);
        assertThat(codes("required").check("S-1024" + small)).isEqualTo(new Valid("S-1024"));
        assertThat(codes("required").check("s-1024" + small)).isEqualTo(new Refused("s-1024" + small, Reason.FORGED));
    }

    @Test
    void a_forged_signature_is_refused() {
        String right = SCHOOL.sign("S-1024");
        for (int i = 0; i < right.length(); i++) {
            String wrong = right.substring(0, i) + (right.charAt(i) == 'A' ? 'B' : 'A') + right.substring(i + 1);
            assertThat(codes("required").check(wrong)).as(wrong).isInstanceOf(Refused.class);
        }
        for (String mode : new String[] {"required", "accepted"}) {
            for (String text : new String[] {OTHERS.sign("S-1024"), right.replace("1024", "1025")}) {
                assertThat(codes(mode).check(text)).isEqualTo(new Refused(text, Reason.FORGED));
            }
        }
    }

    @Test
    void an_unsigned_card_is_refused_only_where_a_signature_is_required() {
        String right = SCHOOL.sign("S-1024");
        String[] unsigned = {
            "S-1024",
            "",
            ".",
            right.substring(0, right.length() - 1),
            right + "A",
            right.replace('.', '-'),
            right.substring("S-1024".length()),
            "S-1024.AAAAAAAAAAAAAAA1",
            "https://example.org/."
        };
        for (String text : unsigned) {
            assertThat(codes("required").check(text)).as(text).isEqualTo(new Refused(text, Reason.UNSIGNED));
            assertThat(codes("accepted").check(text)).as(text).isEqualTo(new Valid(text));
        }
    }

    @Test
    void without_signatures_every_text_is_a_code() {
        assertThat(codes("off").check(OTHERS.sign("S-1024"))).isEqualTo(new Valid(OTHERS.sign("S-1024")));
        assertThat(codes("off").problem()).isEmpty();
    }

    @Test
    void without_a_usable_key_nothing_signed_is_let_through() throws Exception {
        Files.delete(key);
        denied("is missing");
        write(KEY, "rw-r-----");
        denied("chmod 600");
        for (String text : new String[] {
            "", KEY.substring(2), KEY.substring(1), KEY + "xy", KEY + "\n" + KEY, "\u0000".repeat(64), "00".repeat(600)
        }) {
            write(text, "rw-------");
            denied("hexadecimal digits");
        }
    }

    private void denied(String why) {
        CardCodes required = codes("required");
        String right = SCHOOL.sign("S-1024");
        assertThat(required.check(right)).isEqualTo(new Refused(right, Reason.UNCHECKED));
        assertThat(codes("accepted").check(right)).isEqualTo(new Refused(right, Reason.UNCHECKED));
        Result result = new CodeCheck(required).execute();
        assertThat(result.getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(result.toString()).contains(why).doesNotContain(KEY.substring(0, 8));
        assertThat(new CodeCheck(codes("accepted")).execute().getStatus()).isEqualTo(Result.Status.WARN);
    }

    @Test
    void a_key_that_comes_counts_at_once() throws Exception {
        Files.delete(key);
        CardCodes required = codes("required");
        assertThat(required.check(SCHOOL.sign("S-1"))).isInstanceOf(Refused.class);
        write(KEY, "r--------");
        assertThat(required.check(SCHOOL.sign("S-1"))).isEqualTo(new Valid("S-1"));
        assertThat(new CodeCheck(required).execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    void refused_cards_are_counted_by_reason() {
        CardCodes required = codes("required");
        required.count(Reason.FORGED);
        assertThat(required.collect().get(0).samples)
                .filteredOn(sample -> sample.name.equals("camera_cards_refused_total"))
                .extracting(sample -> sample.labelValues.get(0) + " " + sample.value)
                .containsExactlyInAnyOrder("forged 1.0", "unsigned 0.0", "unchecked 0.0");
    }

    @Test
    void a_wrong_word_in_the_configuration_is_said() {
        assertThatThrownBy(() -> codes("yes"))
                .hasMessageContaining("code.signature = yes")
                .hasMessageContaining("required");
    }
}
