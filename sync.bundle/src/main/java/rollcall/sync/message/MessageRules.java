package rollcall.sync.message;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rollcall.scan.ClockTrust;
import rollcall.scan.Decision.Accepted;
import rollcall.scan.Direction;
import rollcall.scan.Scan;
import rollcall.store.Messages.Due;
import rollcall.store.Messages.Message;

/** What section {@code messages} asks for. Immutable. */
final class MessageRules {
    static final String ABSENCE = "absence";

    private static final int LONGEST_NAME = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH);

    private final MessagesConfig config;
    private final Map<String, Template> templates;
    private final QuietHours quiet;
    private final ZoneId zone;
    private final Optional<LocalTime> absenceAt;

    /** Checks all of it; each complaint is one line that names the key. */
    MessageRules(MessagesConfig config) {
        this.config = config;
        this.templates = Map.of(
                "arrival",
                Template.of("messages.arrival", config.arrival()),
                "late",
                Template.of("messages.late", config.late()),
                "departure",
                Template.of("messages.departure", config.departure()),
                ABSENCE,
                Template.of("messages.absence", config.absence()));
        this.quiet = QuietHours.of(config.quietHours());
        if (!config.countryPrefix().matches("(\\+[0-9]{1,4})?")) {
            throw new IllegalArgumentException("messages.countryPrefix: + and 1 to 4 digits are allowed, or nothing");
        }
        try {
            this.zone = config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone());
            this.absenceAt =
                    config.absenceAt().isBlank() ? Optional.empty() : Optional.of(LocalTime.parse(config.absenceAt()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "messages.timeZone, messages.absenceAt: a zone such as Asia/Manila and a time such as 10:00 are allowed",
                    e);
        }
    }

    Duration maxAge() {
        return Duration.ofMinutes(config.maxAgeMinutes());
    }

    int budget() {
        return config.dailyBudget();
    }

    LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    boolean quiet(Instant now) {
        return quiet.contains(LocalTime.ofInstant(now, zone));
    }

    /** Whether it was so long ago, or so far ahead, that nobody wants to hear of it. */
    boolean stale(Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(maxAge()) > 0;
    }

    /** Whether a time may be told. */
    boolean believed(ClockTrust clock) {
        return config.untrustedClock() || clock != ClockTrust.UNTRUSTED;
    }

    /** When absences of the day are to be told, if it is time to. */
    Optional<Instant> absences(Instant now) {
        return absenceAt
                .map(time -> day(now).atTime(time).atZone(zone).toInstant())
                .filter(at -> !now.isBefore(at) && !stale(at, now));
    }

    ZoneId zone() {
        return zone;
    }

    int maxAbsentPercent() {
        return config.maxAbsentPercent();
    }

    boolean says(String kind) {
        Template template = templates.get(kind);
        return template != null && !template.text().isBlank();
    }

    /** What a scan gives rise to, if anything. */
    Optional<Message> message(Scan scan, Instant now) {
        if (!(scan.decision() instanceof Accepted accepted)
                || stale(scan.capturedAt(), now)
                || !believed(scan.evidence().clock())) {
            return Optional.empty();
        }
        String kind = accepted.direction() == Direction.LOGOUT ? "departure" : accepted.late() ? "late" : "arrival";
        return says(kind)
                ? Optional.of(
                        new Message(scan.id().toString(), kind, scan.code(), accepted.session(), scan.capturedAt()))
                : Optional.empty();
    }

    /** What is said; empty if it is not said any more. */
    String text(Due due) {
        Template template = templates.get(due.message().kind());
        if (template == null) {
            return "";
        }
        ZonedDateTime at = due.message().at().atZone(zone);
        String code = due.message().code();
        return template.with(Map.of(
                "student_name", due.name().isBlank() ? code : clean(due.name()),
                "student_number", code,
                "student_id", code,
                "section", clean(due.section()),
                "session", clean(due.message().session()),
                "time", TIME.format(at),
                "date", DATE.format(at),
                "school_name", clean(config.schoolName())));
    }

    private static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) : line;
    }

    /** The number as the service wants it. */
    String number(String phone) {
        return phone.startsWith("0") && !config.countryPrefix().isEmpty()
                ? config.countryPrefix() + phone.substring(1)
                : phone;
    }
}
