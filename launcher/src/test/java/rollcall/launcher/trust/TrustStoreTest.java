package rollcall.launcher.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.SystemDisk;

class TrustStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    private static final String SHA = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private final SigningKey school = SigningKey.generate("school");
    private final SigningKey stranger = SigningKey.generate("stranger");

    @BeforeEach
    void makeFolder() throws Exception {
        Files.createDirectories(folder.resolve("etc/trust"));
    }

    private TrustStore at(Instant now) {
        return new TrustStore(new Home(folder), new SystemDisk(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private TrustStore trust() {
        return at(NOW);
    }

    private void note(SigningKey key, long sequence) throws Exception {
        trust().note(key.publicKey().id(), sequence, List.of("a.bundle"));
    }

    private static UpdateStatement statement(long sequence, Optional<Instant> notAfter) {
        return statement(sequence, notAfter, List.of(), List.of());
    }

    private static UpdateStatement statement(
            long sequence, Optional<Instant> notAfter, List<String> architectures, List<String> terminals) {
        return new UpdateStatement(
                sequence,
                NOW,
                notAfter,
                "for the test",
                architectures,
                terminals,
                List.of(new UpdateStatement.Claim("a.bundle", Version.parseVersion("1.2.3"), SHA, 100)));
    }

    private static Envelope signed(SigningKey key, UpdateStatement statement) throws Exception {
        // Through its text, as it travels.
        return Envelope.parse(
                Envelope.sign(UpdateStatement.TYPE, statement.toJson(), key).toJson());
    }

    private static void refused(Refusal refusal, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal))
                .hasMessageContaining(words);
    }

    @Test
    void without_a_key_nothing_is_let_in_and_the_words_say_what_to_type() throws Exception {
        Envelope envelope = signed(school, statement(1, Optional.empty()));
        refused(Refusal.NO_TRUSTED_KEY, "./rollcall trust add", () -> trust().accept(envelope));
    }

    @Test
    void what_a_trusted_key_signed_is_let_in_as_it_was_said() throws Exception {
        trust().add(school.publicKey());
        UpdateStatement said = statement(7, Optional.of(NOW.plusSeconds(60)), List.of(), List.of());
        TrustStore.Accepted accepted = trust().accept(signed(school, said));
        assertThat(accepted.statement()).isEqualTo(said);
        assertThat(accepted.key().name()).isEqualTo("school");
    }

    @Test
    void another_key_or_a_changed_statement_is_refused() throws Exception {
        trust().add(school.publicKey());
        Envelope foreign = signed(stranger, statement(1, Optional.empty()));
        refused(Refusal.UNKNOWN_KEY, "school", () -> trust().accept(foreign));
        Envelope good = signed(school, statement(1, Optional.empty()));
        Envelope changed = new Envelope(
                good.type(),
                new String(good.payload(), StandardCharsets.UTF_8)
                        .replace("1.2.3", "9.9.9")
                        .getBytes(StandardCharsets.UTF_8),
                good.signatures());
        refused(Refusal.BAD_SIGNATURE, "changed after it was signed", () -> trust().accept(changed));
        Envelope unsigned = new Envelope(good.type(), good.payload(), List.of());
        refused(Refusal.UNSIGNED, "no signature", () -> Envelope.parse(unsigned.toJson()));
        Envelope otherType = Envelope.sign(TrustChange.TYPE, good.payload(), school);
        refused(Refusal.MALFORMED, "expected", () -> trust().accept(otherType));
    }

    @Test
    void every_flipped_bit_of_the_payload_and_of_the_signature_is_noticed() throws Exception {
        trust().add(school.publicKey());
        Envelope good = signed(school, statement(1, Optional.empty()));
        for (int i = 0; i < good.payload().length; i++) {
            byte[] payload = good.payload().clone();
            payload[i] ^= (byte) (1 << (i % 8));
            Envelope bad = new Envelope(good.type(), payload, good.signatures());
            refused(Refusal.BAD_SIGNATURE, "school", () -> trust().accept(bad));
        }
        for (int i = 0; i < 64; i++) {
            byte[] signature = good.signatures().get(0).signature().clone();
            signature[i] ^= (byte) (1 << (i % 8));
            Envelope bad = new Envelope(
                    good.type(),
                    good.payload(),
                    List.of(new Envelope.Signed(good.signatures().get(0).keyId(), signature)));
            refused(Refusal.BAD_SIGNATURE, "school", () -> trust().accept(bad));
        }
    }

    @Test
    void a_revoked_key_is_refused_for_good() throws Exception {
        trust().add(school.publicKey());
        trust().revoke("school", "stolen on a stick");
        trust().add(stranger.publicKey());
        Envelope envelope = signed(school, statement(1, Optional.empty()));
        refused(Refusal.REVOKED_KEY, "stolen on a stick", () -> trust().accept(envelope));
        refused(Refusal.REVOKED_KEY, "cannot come back", () -> trust().add(school.publicKey()));
        refused(Refusal.UNKNOWN_KEY, "no key is called nobody", () -> trust().revoke("nobody", ""));
        assertThat(trust().list())
                .extracting(TrustStore.Entry::name, entry -> entry.revoked().isEmpty())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("school", false),
                        org.assertj.core.groups.Tuple.tuple("stranger", true));
    }

    @Test
    void an_older_sequence_is_refused_whichever_trusted_key_sent_the_newer() throws Exception {
        trust().add(school.publicKey());
        trust().add(stranger.publicKey());
        note(school, 20);
        Envelope older = signed(stranger, statement(19, Optional.empty()));
        refused(Refusal.OLD_SEQUENCE, "19 is older than 20", () -> trust().accept(older));
        assertThat(trust().accept(signed(school, statement(20, Optional.empty()))))
                .isNotNull();
        // One that is revoked has no say any more, however high it counted.
        trust().revoke("school", "stolen");
        assertThat(trust().accept(older)).isNotNull();
    }

    @Test
    void expiry_is_judged_unless_the_clock_cannot() throws Exception {
        trust().add(school.publicKey());
        Envelope dated = signed(school, statement(1, Optional.of(NOW.plus(Duration.ofDays(30)))));
        assertThat(trust().accept(dated)).isNotNull();
        Instant later = NOW.plus(Duration.ofDays(31));
        refused(Refusal.EXPIRED, "expired at", () -> at(later).accept(dated));
        refused(Refusal.CLOCK_UNKNOWN, "set the clock", () -> at(Instant.EPOCH).accept(dated));
        assertThat(at(Instant.EPOCH).accept(signed(school, statement(1, Optional.empty()))))
                .isNotNull();
    }

    @Test
    void what_is_meant_for_others_is_refused() throws Exception {
        trust().add(school.publicKey());
        Envelope other = signed(school, statement(1, Optional.empty(), List.of("sparc"), List.of()));
        refused(Refusal.OTHER_TARGET, "sparc", () -> trust().accept(other));
        Envelope elsewhere = signed(school, statement(1, Optional.empty(), List.of(), List.of("gate-9")));
        refused(Refusal.OTHER_TARGET, "gate-9", () -> trust().accept(elsewhere));
        Envelope here = signed(
                school,
                statement(1, Optional.empty(), List.of(System.getProperty("os.arch")), List.of(Target.hostName())));
        assertThat(trust().accept(here)).isNotNull();
    }

    @Test
    void a_hand_over_brings_the_next_key_and_takes_the_old_one_away() throws Exception {
        trust().add(school.publicKey());
        SigningKey next = SigningKey.generate("school-2027");
        TrustChange change = new TrustChange(
                5, NOW, List.of(next.publicKey()), List.of(school.publicKey().id()));
        Envelope byStranger = Envelope.sign(TrustChange.TYPE, change.toJson(), stranger);
        refused(Refusal.UNKNOWN_KEY, "not trusted", () -> trust().apply(byStranger));

        trust().apply(Envelope.sign(TrustChange.TYPE, change.toJson(), school));
        assertThat(trust().accept(signed(next, statement(1, Optional.empty())))).isNotNull();
        Envelope old = signed(school, statement(9, Optional.empty()));
        refused(Refusal.REVOKED_KEY, "handed over by school", () -> trust().accept(old));
    }

    @Test
    void a_hand_over_counts_once() throws Exception {
        trust().add(school.publicKey());
        TrustChange change = new TrustChange(5, NOW, List.of(stranger.publicKey()), List.of());
        Envelope envelope = Envelope.sign(TrustChange.TYPE, change.toJson(), school);
        trust().apply(envelope);
        refused(Refusal.OLD_SEQUENCE, "not newer", () -> trust().apply(envelope));
    }

    @Test
    void a_damaged_file_of_sequences_or_keys_lets_nothing_in() throws Exception {
        trust().add(school.publicKey());
        Envelope envelope = signed(school, statement(1, Optional.empty()));
        note(school, 1);
        Path sequences = folder.resolve("etc/trust/sequences.json");
        String whole = Files.readString(sequences);
        Files.writeString(sequences, whole.substring(0, whole.length() - 1));
        assertThatThrownBy(() -> trust().accept(envelope)).hasMessageContaining("sequences.json is damaged");
        Files.writeString(sequences, whole);
        Files.writeString(folder.resolve("etc/trust/bad.pub"), "no key");
        assertThatThrownBy(() -> trust().accept(envelope)).hasMessageContaining("bad is no public key");
    }

    @Test
    void statements_that_make_no_sense_are_refused() throws Exception {
        trust().add(school.publicKey());
        for (String payload : List.of(
                "",
                "[]",
                "{}",
                "{\"sequence\":1}",
                new String(statement(1, Optional.empty()).toJson(), StandardCharsets.UTF_8).replace("1.2.3", "one"),
                new String(statement(1, Optional.empty()).toJson(), StandardCharsets.UTF_8).replace(SHA, "../../etc"),
                new String(statement(1, Optional.empty()).toJson(), StandardCharsets.UTF_8)
                        .replace("\"size\":100", "\"size\":3000000000"))) {
            Envelope envelope = Envelope.sign(UpdateStatement.TYPE, payload.getBytes(StandardCharsets.UTF_8), school);
            refused(Refusal.MALFORMED, "statement is not valid", () -> trust().accept(envelope));
        }
    }
}
