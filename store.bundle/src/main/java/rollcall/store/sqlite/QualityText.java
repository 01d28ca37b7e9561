package rollcall.store.sqlite;

import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import rollcall.scan.Quality;

/** Quality figures as one short text: {@code name=value name=value !problem}. */
final class QualityText {
    private QualityText() {}

    static String write(Quality quality) {
        StringJoiner text = new StringJoiner(" ");
        quality.figures().forEach((name, value) -> text.add(name + "=" + value));
        quality.problem().ifPresent(problem -> text.add("!" + problem));
        return text.toString();
    }

    /** Reads what {@link #write} wrote; throws {@link IllegalArgumentException} for anything else. */
    static Quality read(String text) {
        Map<String, Double> figures = new TreeMap<>();
        Optional<String> problem = Optional.empty();
        for (String word : text.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (word.startsWith("!")) {
                problem = Optional.of(word.substring(1));
            } else if (equals > 0) {
                figures.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
            } else if (!word.isEmpty()) {
                throw new IllegalArgumentException("quality '" + word + "' is not name=value");
            }
        }
        return new Quality(figures, problem);
    }
}
