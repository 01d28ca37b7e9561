package rollcall.camera.quality;

import java.util.Locale;

/** What a person in front of the camera is asked to do; the words are in the language files. */
public enum Hint {
    SHOW_CARD,
    ONE_CARD,
    CARD_UNSIGNED,
    CARD_FORGED,
    CARD_UNCHECKED,
    LOOK_AT_CAMERA,
    ONE_PERSON,
    COME_CLOSER,
    MOVE_TO_MIDDLE,
    LOOK_STRAIGHT,
    LOOK_UP,
    LOOK_DOWN,
    HEAD_UPRIGHT,
    OPEN_EYES,
    CLOSE_MOUTH,
    STAY_STILL,
    TOO_DARK,
    TOO_BRIGHT,
    UNEVEN_LIGHT,
    HOLD_STILL,
    MOMENT,
    DONE,
    SHOW_AGAIN;

    /** Its key in the language files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
