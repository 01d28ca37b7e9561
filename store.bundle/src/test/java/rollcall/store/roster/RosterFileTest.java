package rollcall.store.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.scan.Student;
import rollcall.store.RosterLine;
import rollcall.store.StoreException;

class RosterFileTest {
    private static final String GOOD = "code,name,section\nS1,\"Cruz, Ana\",7-A\nS2,Ben,\n";

    @TempDir
    private Path folder;

    /** What is in force; empty without a roster. */
    private Optional<List<RosterLine>> current = Optional.empty();

    private boolean unwritable;
    private RosterFile roster;

    @BeforeEach
    void make() {
        roster = new RosterFile(file(), new RosterFile.Target() {
            @Override
            public void replace(Collection<RosterLine> lines) throws StoreException {
                if (unwritable) {
                    throw new StoreException(StoreException.Kind.UNWRITABLE, "the disk is full");
                }
                current = Optional.of(List.copyOf(lines));
            }

            @Override
            public void remove() {
                current = Optional.empty();
            }
        });
    }

    private Path file() {
        return folder.resolve("roster.csv");
    }

    private void writeAndLook(String text) throws Exception {
        // A new file each time, as editors do it: then the file key tells it from the old one within one tick.
        Path fresh = folder.resolve("roster.csv.new");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        roster.step();
    }

    @Test
    void without_a_file_there_is_no_roster() {
        roster.step();
        assertThat(current).isEmpty();
    }

    @Test
    void lines_are_read_with_quoted_names() throws Exception {
        writeAndLook(GOOD);
        assertThat(current.orElseThrow())
                .extracting(RosterLine::student)
                .containsExactly(new Student("S1", "Cruz, Ana", "7-A"), new Student("S2", "Ben", ""));
    }

    @Test
    void a_guardian_has_a_number_and_may_want_no_messages() throws Exception {
        writeAndLook("""
                code,name,section,opt_out,guardian_phone
                S1,Ana,7-A,,(+63) 917 123-4567
                S2,Ben,,no,09171234567
                S3,Cy,,maybe,09170000000
                S4,Di,,,
                """);
        assertThat(current.orElseThrow())
                .extracting(RosterLine::phone, RosterLine::optOut)
                .containsExactly(
                        tuple("+639171234567", false),
                        tuple("09171234567", false),
                        tuple("09170000000", true),
                        tuple("", false));
        assertThat(current.orElseThrow().toString()).doesNotContain("Ana", "917");
    }

    @Test
    void a_byte_order_mark_does_no_harm() throws Exception {
        writeAndLook("\uFEFF" + GOOD);
        assertThat(current.orElseThrow()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code,name,section\n",
                "name,code\nAna,S1\n",
                "code,name,section\nS1,Ana\n",
                "code,name,section\n,Ana,7-A\n",
                "code,name,section\nS1,Ana,7-A\nS1,Ben,7-A\n",
                "code,name,section\nS1,\"Ana\n",
                "code,name,section,guardian_phone\nS1,Ana,7-A,ask mum\n",
                "code,name,section,phone\nS1,Ana,7-A,09171234567\n",
                "code,name,section,opt_out,opt_out\nS1,Ana,7-A,,\n"
            })
    void a_file_that_makes_no_sense_keeps_the_last_good_one(String text) throws Exception {
        writeAndLook(GOOD);
        writeAndLook(text);
        assertThat(current.orElseThrow())
                .extracting(line -> line.student().code())
                .containsExactly("S1", "S2");
    }

    @Test
    void a_removed_file_means_no_roster_again() throws Exception {
        writeAndLook(GOOD);
        Files.delete(file());
        roster.step();
        assertThat(current).isEmpty();
    }

    @Test
    void a_roster_that_could_not_be_stored_is_taken_up_later() throws Exception {
        unwritable = true;
        writeAndLook(GOOD);
        assertThat(current).isEmpty();
        unwritable = false;
        roster.step();
        assertThat(current.orElseThrow()).hasSize(2);
    }
}
