package rollcall.bench;

import java.util.Arrays;
import java.util.Locale;

/** Draws how many requests came in each second, without chance above, with random pauses below. */
final class DistrictPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 150;
    private static final int LEFT = 50;
    private static final int TOP = 40;
    private static final int GAP = 60;
    private static final int MINUTES = 6;

    private DistrictPicture() {}

    static String of(int[] alike, int[] spread) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(LEFT + WIDTH + 20)
                .append(' ')
                .append(TOP + 2 * HEIGHT + GAP + 50)
                .append("\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        panel(svg, TOP, "requests a second if every terminal waited equally long", alike, "#b3543a");
        panel(svg, TOP + HEIGHT + GAP, "requests a second with random pauses, as terminals do", spread, "#2d6a9f");
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int top, String title, int[] seconds, String colour) {
        int shown = MINUTES * 60;
        int most = Math.max(1, Arrays.stream(seconds).limit(shown).max().orElse(1));
        int bottom = top + HEIGHT;
        text(svg, LEFT, top - 12, "start", title);
        text(svg, LEFT - 6, top + 10, "end", String.valueOf(most));
        text(svg, LEFT - 6, bottom, "end", "0");
        double step = (double) WIDTH / shown;
        svg.append("<path fill=\"").append(colour).append("\" d=\"");
        for (int i = 0; i < shown && i < seconds.length; i++) {
            if (seconds[i] > 0) {
                double high = (double) HEIGHT * seconds[i] / most;
                svg.append(String.format(
                        Locale.ROOT,
                        "M%.1f %dv%.1fh%.1fv%.1fz",
                        LEFT + i * step,
                        bottom,
                        -high,
                        Math.max(step, 1.5),
                        high));
            }
        }
        svg.append("\"/>\n<path stroke=\"#444\" fill=\"none\" d=\"M")
                .append(LEFT)
                .append(' ')
                .append(top)
                .append('v')
                .append(HEIGHT)
                .append('h')
                .append(WIDTH)
                .append("\"/>\n");
        for (int minute = 0; minute <= MINUTES; minute++) {
            text(svg, LEFT + minute * WIDTH / MINUTES, bottom + 18, "middle", "07:0" + minute);
        }
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String words) {
        svg.append("<text x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(words)
                .append("</text>\n");
    }
}
