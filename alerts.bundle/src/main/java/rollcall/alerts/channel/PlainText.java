package rollcall.alerts.channel;

import rollcall.alert.Alert;
import rollcall.alert.Notice;

/** A notice as text of some lines: what happened, where, what to do. */
final class PlainText {
    private static final int SHOWN = 20;

    private PlainText() {}

    /** One line about one alert of a notice: if it is the only one, what happened to it. */
    static String line(Notice notice, Alert alert) {
        return notice.alerts().size() == 1 ? notice.text() : alert.message();
    }

    static String of(Notice notice) {
        StringBuilder text = new StringBuilder(notice.text());
        text.append("\nTerminal ").append(notice.alert().device());
        text.append(", ").append(notice.alert().source());
        text.append(", ").append(notice.alert().severity().word());
        text.append(", since ").append(notice.alert().startedAt());
        if (notice.kind() == Notice.Kind.SUMMARY) {
            for (Alert alert :
                    notice.alerts().subList(0, Math.min(SHOWN, notice.alerts().size()))) {
                text.append("\n- ").append(alert.startedAt()).append(' ').append(alert.state());
                text.append(' ').append(alert.message());
            }
            if (notice.alerts().size() > SHOWN) {
                text.append("\n- and ").append(notice.alerts().size() - SHOWN).append(" more");
            }
        } else if (notice.kind() == Notice.Kind.FIRING) {
            for (int i = 0; i < notice.alert().steps().size(); i++) {
                text.append('\n')
                        .append(i + 1)
                        .append(". ")
                        .append(notice.alert().steps().get(i));
            }
        }
        return text.append('\n').append(notice.link()).toString();
    }
}
