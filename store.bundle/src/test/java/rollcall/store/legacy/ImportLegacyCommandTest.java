package rollcall.store.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import rollcall.store.legacy.Predecessor.Version;
import rollcall.store.sqlite.StoreConfig;

class ImportLegacyCommandTest {
    @TempDir
    private Path folder;

    private static <T> T standIn(Class<T> type, Function<Method, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.apply(method)));
    }

    @Test
    void arguments_are_the_database_and_the_photos_or_nothing() throws Exception {
        try (Terminal terminal = new Terminal(folder.resolve("home"), "UTC")) {
            Predecessor old = new Predecessor(folder.resolve("old"), Version.SYNCED);
            old.scan("S1", "2025-11-28T07:10:00", "time_in", "present");
            ImportLegacyCommand command = new ImportLegacyCommand(
                    standIn(BundleContext.class, method -> terminal.home.toString()),
                    terminal.database,
                    standIn(StoreConfig.class, method -> Objects.requireNonNull(method.getDefaultValue())));
            List<String> lines = new ArrayList<>();

            for (List<String> wrong : List.of(
                    List.<String>of(),
                    List.of(""),
                    List.of("a", "b", "c"),
                    List.of("a\0b"),
                    List.of("x.db", "nowhere"))) {
                lines.clear();
                assertThat(command.apply(wrong, lines::add)).isEqualTo(1);
                assertThat(lines).singleElement().asString().startsWith("! ");
            }
            assertThat(command.apply(List.of(old.file().toString(), ""), lines::add))
                    .isZero();
            assertThat(command.apply(
                            List.of(
                                    old.file().toString(),
                                    Files.createDirectory(folder.resolve("photos"))
                                            .toString()),
                            lines::add))
                    .isZero();
            assertThat(terminal.rows()).isEqualTo(1);
        }
    }
}
