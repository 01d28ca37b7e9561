package rollcall.sync.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import rollcall.sync.drain.FarAddress;
import rollcall.sync.drain.Secrets;
import rollcall.sync.drain.SyncFigures;
import rollcall.sync.drain.Trust;

/** Makes what section {@code pull} asks for. */
final class ConfiguredPulls {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final PullConfig config;
    private final SyncFigures figures;

    ConfiguredPulls(Path home, PullConfig config, SyncFigures figures) {
        this.home = home;
        this.config = config;
        this.figures = figures;
    }

    @FunctionalInterface
    private interface Making {
        Pull make() throws IOException;
    }

    /** One that is configured wrongly is left out and told in one line, and the other works. */
    List<Pull> pulls(Consumer<String> complaints) {
        List<Pull> pulls = new ArrayList<>();
        add(pulls, config.roster_url(), this::roster, complaints);
        add(pulls, config.schedule_url(), this::schedule, complaints);
        return pulls;
    }

    private static void add(List<Pull> pulls, String configured, Making making, Consumer<String> complaints) {
        if (configured.isBlank()) {
            return;
        }
        try {
            pulls.add(making.make());
        } catch (IOException | IllegalArgumentException e) {
            complaints.accept(e.getMessage());
        }
    }

    private Pull roster() throws IOException {
        URI address = FarAddress.web("pull.roster.url", config.roster_url());
        Web web = web("pull.roster");
        RosterRows rows = new RosterRows(config.guardians());
        int most = config.maxGonePercent();
        if (config.roster_shape().equals("students")) {
            String columns = "student_number,first_name,middle_name,last_name,suffix,section"
                    + (config.guardians() ? ",parent_guardian_contact" : "");
            return pull(
                    "roster",
                    new TableSource(web, address, "students", columns, "student_number"),
                    (school, texts, at) -> school.offer(rows.students(texts), most, at),
                    address);
        }
        return pull(
                "roster",
                new FileSource(web, address),
                (school, texts, at) -> school.offer(rows.file(school, texts.get(0)), most, at),
                address);
    }

    private Pull schedule() throws IOException {
        URI address = FarAddress.web("pull.schedule.url", config.schedule_url());
        Web web = web("pull.schedule");
        if (config.schedule_shape().equals("school_schedules")) {
            return pull(
                    "schedule",
                    new TableSource(web, address, "school_schedules", "*,sections(section_code)", "id"),
                    (school, texts, at) -> school.schedule(ScheduleRows.json(texts), at),
                    address);
        }
        return pull(
                "schedule",
                new FileSource(web, address),
                (school, texts, at) -> school.schedule(texts.get(0), at),
                address);
    }

    private Pull pull(String what, Source source, Pull.Taking taking, URI address) {
        String shape = what.equals("roster") ? config.roster_shape() + config.guardians() : config.schedule_shape();
        return new Pull(
                what,
                source,
                taking,
                new Pull.Settings(Duration.ofMinutes(config.minutes()), address + " " + shape),
                figures,
                Clock.systemUTC(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    private Web web(String name) throws IOException {
        Optional<SSLContext> trust =
                config.caFile().isBlank() ? Optional.empty() : Optional.of(Trust.in(home.resolve(config.caFile())));
        Secrets secrets = new Secrets(home);
        String key = secrets.read(name + ".key");
        String token = secrets.read(name + ".token");
        if (!(key + token).matches("[\\x21-\\x7e]*")) {
            throw new IllegalArgumentException(
                    "secrets/" + name + ".key or .token holds blanks or line breaks; write it" + " without them");
        }
        Map<String, String> login = new HashMap<>();
        if (!key.isEmpty()) {
            login.put("apikey", key);
        }
        if (!token.isEmpty()) {
            login.put("Authorization", "Bearer " + token);
        }
        return new Web(trust, login, PATIENCE, figures.requests());
    }
}
