package rollcall.store.legacy;

/** Text of a foreign file as a part of one line for people. */
final class Line {
    private Line() {}

    /** The text without line ends and other control characters, cut to {@code most} characters. */
    static String of(String text, int most) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= most ? line : line.substring(0, most) + "...";
    }
}
