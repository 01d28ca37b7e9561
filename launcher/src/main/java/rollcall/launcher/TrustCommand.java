package rollcall.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.home.SystemDisk;
import rollcall.launcher.trust.Envelope;
import rollcall.launcher.trust.PublicKeyFile;
import rollcall.launcher.trust.RefusedException;
import rollcall.launcher.trust.TrustChange;
import rollcall.launcher.trust.TrustStore;

/** {@code rollcall trust}: whose updates a terminal takes. */
@Command(
        name = "trust",
        description = "Say whose updates this terminal takes. Works whether or not it runs, and counts at once.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrustCommand.ListKeys.class,
            TrustCommand.Add.class,
            TrustCommand.Revoke.class,
            TrustCommand.HandOver.class,
            TrustCommand.Apply.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class TrustCommand {
    private TrustCommand() {}

    /** What the commands on a home have in common. */
    private abstract static class OnHome implements Callable<Integer> {
        @Mixin
        private HomeOption homeOption = new HomeOption();

        abstract void run(TrustStore trust) throws IOException, RefusedException;

        @Override
        public Integer call() throws LauncherException {
            Home home = homeOption.home();
            HomeFolders.prepare(home);
            try {
                run(new TrustStore(home, new SystemDisk(), Clock.systemUTC()));
                return ExitCode.OK.number();
            } catch (RefusedException | IOException e) {
                throw new LauncherException(ExitCode.FAILED, Reason.of(e), e);
            }
        }
    }

    /** Shows keys. */
    @Command(name = "list", description = "Show the keys and which were revoked.", mixinStandardHelpOptions = true)
    static final class ListKeys extends OnHome {
        @Override
        void run(TrustStore trust) throws IOException {
            List<TrustStore.Entry> entries = trust.list();
            if (entries.isEmpty()) {
                System.out.println(
                        "no key is trusted, so no update is let in; add one with: ./rollcall trust add NAME.pub");
            }
            for (TrustStore.Entry entry : entries) {
                System.out.printf(
                        "%-8s %s %s%n",
                        entry.revoked().isEmpty() ? "trusted" : "revoked",
                        entry.id(),
                        entry.name() + (entry.revoked().isEmpty() ? "" : "  " + entry.revoked()));
            }
        }
    }

    /** Trusts a key. */
    @Command(name = "add", description = "Take updates signed with this key.", mixinStandardHelpOptions = true)
    static final class Add extends OnHome {
        @Parameters(paramLabel = "NAME.pub", description = "As keygen wrote it.")
        private Path file = Path.of("");

        @Override
        void run(TrustStore trust) throws IOException, RefusedException {
            PublicKeyFile key = PublicKeyFile.read(file);
            trust.add(key);
            System.out.println("key " + key.name() + " (" + key.id() + ") is trusted from now on");
        }
    }

    /** Revokes a key. */
    @Command(
            name = "revoke",
            description = "Never take updates signed with this key again. What it signed before keeps running.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends OnHome {
        @Parameters(paramLabel = "NAME", description = "Its name or its id of 16 digits.")
        private String name = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who ask later.")
        private String reason = "revoked by hand";

        @Override
        void run(TrustStore trust) throws IOException, RefusedException {
            System.out.println("key " + trust.revoke(name, reason) + " is revoked for good");
        }
    }

    /** Signs a hand-over. */
    @Command(
            name = "hand-over",
            description = "Sign a change of keys, for terminals that trust the key it is signed with.",
            mixinStandardHelpOptions = true)
    static final class HandOver implements Callable<Integer> {
        @Mixin
        private KeyOption key = new KeyOption();

        @Option(names = "--add", paramLabel = "NAME.pub", description = "Key to trust from then on.")
        private List<Path> added = List.of();

        @Option(names = "--revoke", paramLabel = "NAME.pub", description = "Key not to trust any longer.")
        private List<Path> revoked = List.of();

        @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file for trust apply.")
        private Path output = Path.of("");

        @Override
        public Integer call() throws LauncherException {
            try {
                List<PublicKeyFile> keys = new ArrayList<>();
                for (Path file : added) {
                    keys.add(PublicKeyFile.read(file));
                }
                List<String> ids = new ArrayList<>();
                for (Path file : revoked) {
                    ids.add(PublicKeyFile.read(file).id());
                }
                Instant now = Instant.now();
                TrustChange change = new TrustChange(now.toEpochMilli(), now, keys, ids);
                Files.write(
                        output,
                        Envelope.sign(TrustChange.TYPE, change.toJson(), key.read())
                                .toJson());
                System.out.println("wrote " + output + "; on each terminal: ./rollcall trust apply " + output);
                return ExitCode.OK.number();
            } catch (IllegalArgumentException e) {
                throw new LauncherException(ExitCode.USAGE, Reason.of(e) + "; say --add or --revoke", e);
            } catch (IOException e) {
                throw new LauncherException(ExitCode.FAILED, Reason.of(e), e);
            }
        }
    }

    /** Does what a hand-over says. */
    @Command(
            name = "apply",
            description = "Change keys as a trusted key says in a hand-over.",
            mixinStandardHelpOptions = true)
    static final class Apply extends OnHome {
        @Parameters(paramLabel = "FILE", description = "As trust hand-over wrote it.")
        private Path file = Path.of("");

        @Override
        void run(TrustStore trust) throws IOException, RefusedException {
            TrustChange change = trust.apply(Envelope.parse(Files.readAllBytes(file)));
            change.added()
                    .forEach(key ->
                            System.out.println("key " + key.name() + " (" + key.id() + ") is trusted from now on"));
            change.revoked().forEach(id -> System.out.println("key " + id + " is revoked for good"));
        }
    }
}
