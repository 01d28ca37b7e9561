package rollcall.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;

/** A bundle that offers commands, compiled by the test and put into a home's current generation. */
final class CommandBundle {
    /** Ranked above whatever the real bundles offer under the same names. */
    private static final String SOURCE = """
            import java.util.*;
            import java.util.function.*;
            import java.nio.file.*;
            import org.osgi.framework.*;
            public class Commands implements BundleActivator {
                public void start(BundleContext context) {
                    String home = context.getProperty("rollcall.home");
                    String maintenance = String.valueOf(context.getProperty("rollcall.maintenance"));
                    offer(context, "verify", "any", (arguments, lines) -> {
                        lines.accept("verify " + arguments + " maintenance=" + maintenance);
                        System.getLogger("test").log(System.Logger.Level.INFO, "an information");
                        System.getLogger("test").log(System.Logger.Level.WARNING, "a warning");
                        return Files.exists(Path.of(home, "data/bad")) ? 1 : 0;
                    });
                    offer(context, "export", "any", (arguments, lines) -> {
                        lines.accept("day,name");
                        lines.accept("~ 1/1 days");
                        lines.accept(arguments.get(0) + ",Zo\\u00eb");
                        lines.accept("! one photo is missing");
                        return arguments.get(2).equals("json") ? 7 : 0;
                    });
                    offer(context, "backup", "any", (arguments, lines) -> {
                        lines.accept("~ 0/1 photos");
                        lines.accept("begun");
                        for (int n = 0; !Files.exists(Path.of(home, "go")); n++) {
                            try { Thread.sleep(5); } catch (InterruptedException e) { return 9; }
                            lines.accept("~ 0/1 photos");
                        }
                        try { Files.createFile(Path.of(home, "done")); } catch (Exception e) { return 8; }
                        lines.accept("ended");
                        return 0;
                    });
                    offer(context, "forget", "running", (arguments, lines) -> 0);
                    offer(context, "import-legacy", "stopped", (arguments, lines) -> {
                        throw new IllegalStateException("on purpose " + arguments.get(1));
                    });
                }
                private static void offer(BundleContext context, String name, String running,
                        BiFunction<List<String>, Consumer<String>, Integer> command) {
                    context.registerService(BiFunction.class, command, new Hashtable<>(Map.of(
                        "rollcall.command", name, "rollcall.command.running", running, "service.ranking", 1000)));
                }
                public void stop(BundleContext context) {}
            }
            """;

    private CommandBundle() {}

    /** Makes the bundle part of what the home starts. */
    static void install(Path home, Path folder) throws IOException {
        Path work = Files.createDirectories(folder.resolve("commands"));
        Files.writeString(work.resolve("Commands.java"), SOURCE);
        SourceBundle.install(home, SourceBundle.compile(work, manifest()), "test.commands", 30);
    }

    private static Manifest manifest() {
        return SourceBundle.manifest(Map.of(
                "Bundle-SymbolicName", "test.commands",
                "Bundle-Version", "1.0.0",
                "Bundle-Activator", "Commands",
                "Import-Package", "org.osgi.framework"));
    }

    static List<String> names() {
        return List.of("backup", "export", "forget", "import-legacy", "verify");
    }
}
