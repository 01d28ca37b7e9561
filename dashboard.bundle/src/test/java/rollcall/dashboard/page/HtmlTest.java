package rollcall.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlTest {
    /** Sentences where pages say them: to be looked up, as titles of sections and pages, on buttons, in place of nothing. */
    private static final List<Pattern> SENTENCES = List.of(
            Pattern.compile("say\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\""),
            Pattern.compile("section\\([^,;]*,\\s*\"([^\"]+)\""),
            Pattern.compile("empty\\(\"([^\"]+)\""),
            Pattern.compile("new Spec\\([^,]*,\\s*\"([^\"]+)\""),
            Pattern.compile("button\\([^,;]*,\\s*\"[^\"]*\",\\s*\"([^\"]+)\""));

    @Test
    void whatever_a_text_says_it_stays_text() {
        assertThat(new Html().element("p", "<script>'\"&", "title", "\"><b").toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;b\">&lt;script&gt;&#39;&quot;&amp;</p>");
        assertThat(Html.escaped("a\u202eb\u0000c\u200b")).isEqualTo("a\ufffdb\ufffdc\ufffd");
    }

    @Test
    void every_sentence_of_a_page_is_there_in_the_other_language() throws Exception {
        Words filipino = Objects.requireNonNull(Words.all().get("fil"));
        TreeSet<String> missing = new TreeSet<>();
        int found = 0;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/rollcall/dashboard"))) {
            for (Path source : sources.filter(each -> each.toString().endsWith("Page.java"))
                    .toList()) {
                String text = Files.readString(source);
                for (Pattern pattern : SENTENCES) {
                    for (Matcher each = pattern.matcher(text); each.find(); found++) {
                        if (!filipino.has(each.group(1))) {
                            missing.add(each.group(1));
                        }
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(80);
        assertThat(missing).isEmpty();
    }

    @Test
    void values_stand_where_the_sentence_wants_them() throws Exception {
        Words english = Objects.requireNonNull(Words.all().get("en"));
        assertThat(english.say("{0} of {1}", 3, "five")).isEqualTo("3 of five");
    }
}
