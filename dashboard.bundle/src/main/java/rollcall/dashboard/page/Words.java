package rollcall.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What pages say, in one language. Sentences are looked up by their English; what has no translation stays English. */
public final class Words {
    /** The languages there are, the first being the one that is written in the sources. */
    public static final List<String> LANGUAGES = List.of("en", "fil");

    private final String language;
    private final Map<String, String> sentences;

    private Words(String language, Map<String, String> sentences) {
        this.language = language;
        this.sentences = sentences;
    }

    /** All languages, by their code. */
    public static Map<String, Words> all() throws IOException {
        Map<String, Words> all = new HashMap<>();
        for (String language : LANGUAGES) {
            all.put(language, new Words(language, language.equals("en") ? Map.of() : read(language)));
        }
        return Map.copyOf(all);
    }

    /** Lines of English and translation with a tab between them. */
    private static Map<String, String> read(String language) throws IOException {
        try (InputStream in = Words.class.getResourceAsStream("/words/" + language + ".tsv")) {
            if (in == null) {
                throw new IOException("the bundle lacks words/" + language + ".tsv");
            }
            Map<String, String> sentences = new HashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    sentences.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
            return sentences;
        }
    }

    /** Its code. */
    public String language() {
        return language;
    }

    /** Whether there is a translation. */
    boolean has(String english) {
        return sentences.containsKey(english);
    }

    /** A sentence; {@code {0}}, {@code {1}}... in it stand for the values. */
    public String say(String english, Object... values) {
        String sentence = sentences.getOrDefault(english, english);
        for (int i = 0; i < values.length; i++) {
            sentence = sentence.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return sentence;
    }

    /** A number for people. */
    public String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Bytes for people. */
    public String bytes(double value) {
        return value >= 1e9
                ? String.format(Locale.ROOT, "%.1f GB", value / 1e9)
                : String.format(Locale.ROOT, "%.0f MB", value / 1e6);
    }
}
