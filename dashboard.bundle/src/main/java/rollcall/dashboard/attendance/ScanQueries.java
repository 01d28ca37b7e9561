package rollcall.dashboard.attendance;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import rollcall.store.ScanSearch.Outcome;
import rollcall.store.ScanSearch.Query;
import rollcall.store.ScanStore;

/** Reads a question about scans from the parameters of an address. */
public final class ScanQueries {
    private static final int SHOWN = 40;

    private ScanQueries() {}

    /** A parameter that says nothing that could be looked for. */
    public static final class BadQueryException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String parameter;

        BadQueryException(String parameter, String value, String allowed) {
            super(parameter + " = " + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value) + ": "
                    + allowed);
            this.parameter = parameter;
        }

        /** Its name. */
        public String parameter() {
            return parameter;
        }
    }

    /**
     * The question.
     *
     * @param input the value of a parameter, empty if there is none: {@code text}, {@code outcome}, {@code from} and {@code to} (days,
     *     both included), {@code before} (a row), {@code limit}
     * @param names whether who asks may know names
     * @param limit if none is asked for
     */
    public static Query of(UnaryOperator<String> input, boolean names, int limit, ZoneId zone)
            throws BadQueryException {
        String text = input.apply("text");
        if (text.length() > Query.LONGEST) {
            throw new BadQueryException("text", text, "at most " + Query.LONGEST + " characters are allowed");
        }
        Optional<Instant> from = day("from", input.apply("from"), zone, 0);
        Optional<Instant> to = day("to", input.apply("to"), zone, 1);
        return new Query(
                text,
                names,
                outcome(input.apply("outcome")),
                from,
                to,
                number("before", input.apply("before"), Long.MAX_VALUE),
                number("limit", input.apply("limit"), ScanStore.MAX_ROWS)
                        .orElse((long) limit)
                        .intValue());
    }

    private static Optional<Outcome> outcome(String word) throws BadQueryException {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(outcome);
            }
        }
        throw new BadQueryException("outcome", word, "allowed are present, late, duplicate and rejected");
    }

    private static Optional<Instant> day(String name, String text, ZoneId zone, int later) throws BadQueryException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return Optional.of(day.plusDays(later).atStartOfDay(zone).toInstant());
            }
        } catch (DateTimeException e) {
            // The same complaint as for a day nobody lives in.
        }
        throw new BadQueryException(name, text, "a day such as 2026-11-24 is allowed");
    }

    private static Optional<Long> number(String name, String text, long most) throws BadQueryException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // The same complaint as for a number outside the range.
        }
        throw new BadQueryException(name, text, "allowed are 1 to " + most);
    }
}
