package rollcall.launcher;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rollcall.launcher.home.Home;
import rollcall.launcher.home.Reason;
import rollcall.launcher.update.UpdateHistory;
import rollcall.launcher.update.UpdateJournal;
import rollcall.launcher.update.UpdateRecord;

/** {@code rollcall updates}: what was changed here, when, by whom, and how it ended. */
@Command(
        name = "updates",
        description =
                "Tell what was changed here, oldest first: when, which way, by whom, how it ended. Works whether or not the terminal runs.",
        mixinStandardHelpOptions = true)
final class UpdatesCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--last", paramLabel = "N", description = "Only the last ones (default: ${DEFAULT-VALUE}).")
    private int last = 20;

    @Option(names = "--csv", description = "As rows with a head, for a spreadsheet.")
    private boolean csv;

    @Override
    public Integer call() throws LauncherException {
        Home home = homeOption.home();
        try {
            List<UpdateRecord> records =
                    UpdateHistory.of(UpdateJournal.read(home)).records();
            print(records.subList(Math.max(0, records.size() - Math.max(1, last)), records.size()));
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw new LauncherException(ExitCode.FAILED, "the journal of updates: " + Reason.of(e), e);
        }
    }

    private void print(List<UpdateRecord> records) {
        if (csv) {
            System.out.println("update,time,step,generation,what,door,who,key,gap_ms,reason");
        } else if (records.isEmpty()) {
            System.out.println("no update came yet");
        }
        for (UpdateRecord record : records) {
            if (csv) {
                printRow(record);
            } else {
                printLine(record);
            }
        }
    }

    private static void printLine(UpdateRecord record) {
        System.out.printf(
                "%4d  %s  %-11s  %s%n",
                record.number(),
                TIME.format(record.received().atZone(ZoneId.systemDefault())),
                record.step().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                record.words().isEmpty() ? "(nothing of it was believed)" : record.words());
        System.out.printf(
                "      by %s%s%s%s%n",
                record.door(),
                record.details().text("who").isEmpty()
                        ? ""
                        : " of " + record.details().text("who"),
                record.keyId().isEmpty() ? "" : ", key " + record.details().text("keyName"),
                record.details().values().containsKey("gapMicros")
                        ? ", gap " + record.details().number("gapMicros") / 1_000 + " ms"
                        : "");
        if (!record.reason().isEmpty()) {
            System.out.println("      " + record.reason());
        }
    }

    private static void printRow(UpdateRecord record) {
        System.out.println(String.join(
                ",",
                List.of(
                                String.valueOf(record.number()),
                                record.received().toString(),
                                record.step().name(),
                                String.valueOf(record.generation()),
                                record.words(),
                                record.door(),
                                record.details().text("who"),
                                record.details().text("keyName"),
                                String.valueOf(record.details().number("gapMicros") / 1_000),
                                record.reason())
                        .stream()
                        .map(UpdatesCommand::quoted)
                        .toList()));
    }

    /** RFC 4180; what a spreadsheet would take for a formula is disarmed. */
    private static String quoted(String value) {
        String safe = value.matches("^[=+@-].*") ? "'" + value : value;
        return safe.matches("[^,\"\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
