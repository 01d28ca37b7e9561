package rollcall.sync.drain;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import rollcall.sync.SyncTarget;
import rollcall.sync.file.FileTarget;
import rollcall.sync.photo.S3Photos;
import rollcall.sync.postgresql.SqlTarget;
import rollcall.sync.postgrest.RestTarget;
import rollcall.sync.request.Requests;

/** Makes the targets that section {@code sync} names. */
final class ConfiguredTargets {
    private final Path home;
    private final SyncConfig config;
    private final Secrets secrets;
    private final Requests requests;

    ConfiguredTargets(Path home, SyncConfig config, Requests requests) {
        this.requests = requests;
        this.home = home;
        this.config = config;
        this.secrets = new Secrets(home);
    }

    /** The targets; one that is configured wrongly is left out and told in one line, and the others work. */
    List<SyncTarget> targets(Consumer<String> complaints) {
        List<SyncTarget> targets = new ArrayList<>();
        add(targets, config.file_folder(), () -> new FileTarget(home.resolve(config.file_folder())), complaints);
        add(targets, config.postgrest_url(), this::rest, complaints);
        add(targets, config.postgresql_database(), this::sql, complaints);
        add(targets, config.photos_url(), this::photos, complaints);
        return targets;
    }

    @FunctionalInterface
    private interface Making {
        SyncTarget make() throws IOException;
    }

    private static void add(List<SyncTarget> targets, String configured, Making making, Consumer<String> complaints) {
        if (configured.isBlank()) {
            return;
        }
        try {
            targets.add(making.make());
        } catch (IOException | IllegalArgumentException e) {
            complaints.accept(e.getMessage());
        }
    }

    private Optional<Path> authorities() {
        return config.caFile().isBlank() ? Optional.empty() : Optional.of(home.resolve(config.caFile()));
    }

    private SyncTarget rest() throws IOException {
        Optional<Path> file = authorities();
        Optional<SSLContext> trust = file.isPresent() ? Optional.of(Trust.in(file.get())) : Optional.empty();
        RestTarget.Settings settings = new RestTarget.Settings(
                FarAddress.web("sync.postgrest.url", config.postgrest_url()),
                config.postgrest_table(),
                config.postgrest_function(),
                secrets.read("sync.postgrest.key"),
                secrets.read("sync.postgrest.token"),
                config.postgrest_gzip(),
                Duration.ofSeconds(config.patienceSeconds()));
        return new RestTarget(settings, trust, Clock.systemUTC(), requests);
    }

    private SyncTarget photos() throws IOException {
        Optional<Path> file = authorities();
        Optional<SSLContext> trust = file.isPresent() ? Optional.of(Trust.in(file.get())) : Optional.empty();
        S3Photos.Settings settings = new S3Photos.Settings(
                FarAddress.web("sync.photos.url", config.photos_url()),
                config.photos_bucket(),
                config.photos_region(),
                secrets.read("sync.photos.id"),
                secrets.read("sync.photos.secret"),
                Duration.ofSeconds(config.patienceSeconds()));
        return new S3Photos(settings, trust, home.resolve("data/photos"), Clock.systemUTC(), requests);
    }

    private SyncTarget sql() throws IOException {
        FarAddress.Database database =
                FarAddress.Database.parse("sync.postgresql.database", config.postgresql_database());
        Properties properties = new Properties();
        properties.setProperty("user", config.postgresql_user());
        properties.setProperty("password", secrets.read("sync.postgresql.password"));
        properties.setProperty("ApplicationName", "rollcall");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", String.valueOf(config.patienceSeconds()));
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("sslmode", FarAddress.loopback(database.host()) ? "prefer" : "verify-full");
        if (authorities().isPresent()) {
            properties.setProperty("sslrootcert", authorities().get().toString());
        } else {
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return new SqlTarget(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                properties,
                config.postgresql_table());
    }
}
