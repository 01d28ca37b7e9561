package rollcall.store.timetable;

import java.io.IOException;
import rollcall.store.admission.Timetable;

/** Lets tests of other packages make a timetable of a text. */
public final class TimetableText {
    private TimetableText() {}

    public static Timetable read(String text) {
        try {
            return TimetableJson.read(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
