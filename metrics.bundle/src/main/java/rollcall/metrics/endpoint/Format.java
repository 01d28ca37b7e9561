package rollcall.metrics.endpoint;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms in which figures are told. */
public enum Format {
    /** The predecessor's object of families. */
    JSON("application/json"),
    /** Prometheus's text. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** Its successor, with exemplars. */
    OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    /** The header {@code Content-Type}. */
    String contentType() {
        return contentType;
    }

    /** What the header {@code Accept} likes best; JSON, as the predecessor had it, if it likes none in particular. */
    static Format of(@Nullable String accept) {
        Format best = JSON;
        double liked = 0;
        for (String range : (accept == null ? "" : accept).split(",", -1)) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
            double quality = Double.parseDouble(parameter(parts, "q")
                    .filter(text -> text.matches("[01](\\.[0-9]{0,3})?"))
                    .orElse("1"));
            Optional<Format> format = named(parts[0], parameter(parts, "version"));
            if (format.isPresent() && quality > liked) {
                best = format.get();
                liked = quality;
            }
        }
        return best;
    }

    private static Optional<Format> named(String type, Optional<String> version) {
        return switch (type) {
            case "application/json", "application/*", "*/*" -> Optional.of(JSON);
            case "text/plain" ->
                version.filter(v -> !v.equals("0.0.4")).isPresent() ? Optional.empty() : Optional.of(TEXT);
            case "application/openmetrics-text" ->
                version.filter(v -> !v.equals("1.0.0") && !v.equals("0.0.1")).isPresent()
                        ? Optional.empty()
                        : Optional.of(OPENMETRICS);
            default -> Optional.empty();
        };
    }

    private static Optional<String> parameter(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].startsWith(name + "=")) {
                return Optional.of(parts[i].substring(name.length() + 1).replace("\"", ""));
            }
        }
        return Optional.empty();
    }
}
