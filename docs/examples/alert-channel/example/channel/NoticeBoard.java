package example.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Notice;
import rollcall.alert.Severity;

/** A channel of one's own: writes each notice as a line into a file named by {@code NOTICE_BOARD}. */
public final class NoticeBoard implements AlertChannel {
    @Override
    public String name() {
        return "notice-board";
    }

    @Override
    public Severity least() {
        return Severity.INFO;
    }

    @Override
    public Grouping grouping() {
        return Grouping.SINGLE;
    }

    @Override
    public Delivery deliver(Notice notice) {
        Path board = Path.of(System.getenv().getOrDefault("NOTICE_BOARD", "notices.txt"));
        try {
            // The key is the same at every try: what stands there already is not written again.
            if (Files.exists(board) && Files.readAllLines(board).stream().anyMatch(line -> line.startsWith(notice.key()))) {
                return Delivery.delivered("was there already");
            }
            Files.write(
                    board,
                    List.of(notice.key() + " " + notice.kind() + " " + notice.alert().type() + " " + notice.text()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Delivery.delivered("written");
        } catch (IOException e) {
            return Delivery.retry("cannot write the notice board");
        }
    }
}
