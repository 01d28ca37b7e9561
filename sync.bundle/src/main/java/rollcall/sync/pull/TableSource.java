package rollcall.sync.pull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The active rows of a table behind PostgREST, page by page, fetched when their number or the newest {@code updated_at} is
 * another.
 */
final class TableSource implements Source {
    private static final int PAGE = 1_000;

    /** A far end that gives empty pages for ever must not keep the thread. */
    private static final int MOST_PAGES = 1_000;

    private static final Pattern RANGE = Pattern.compile("(?:\\*|[0-9]+-[0-9]+)/([0-9]{1,9})");
    private static final Map<String, String> COUNTED = Map.of("Prefer", "count=exact");

    private final Web web;
    private final String base;
    private final String columns;
    private final String order;

    /**
     * Asks nobody yet.
     *
     * @param base address of the REST interface
     * @param table the table
     * @param columns what is selected of it
     * @param order the column that tells rows apart
     */
    TableSource(Web web, URI base, String table, String columns, String order) {
        this.web = web;
        String text = base.toString();
        this.base = (text.endsWith("/") ? text : text + "/") + table + "?status=eq.active&select=";
        this.columns = columns;
        this.order = order;
    }

    @Override
    public Optional<Found> fetch(String mark) throws IOException, InterruptedException {
        HttpResponse<String> newest =
                web.get(URI.create(base + "updated_at&order=updated_at.desc.nullslast&limit=1"), COUNTED);
        List<Map<String, String>> first = Rows.read(newest.body());
        String now = total(newest) + " " + (first.isEmpty() ? "" : first.get(0).getOrDefault("updated_at", ""));
        if (now.equals(mark)) {
            return Optional.empty();
        }
        List<String> pages = new ArrayList<>();
        int rows = 0;
        int total = total(newest);
        long bytes = 0;
        while (rows < total) {
            HttpResponse<String> page = web.get(
                    URI.create(base + columns + "&order=" + order + "&limit=" + PAGE + "&offset=" + rows), COUNTED);
            int more = Rows.read(page.body()).size();
            bytes += page.body().length();
            if (more == 0 || total(page) != total || pages.size() == MOST_PAGES) {
                throw new IOException("it changed while it was read");
            }
            if (bytes > Web.LONGEST) {
                throw new IOException("it is longer than " + Web.LONGEST + " bytes");
            }
            pages.add(page.body());
            rows += more;
        }
        return Optional.of(new Found(pages, now));
    }

    private static int total(HttpResponse<String> answer) throws IOException {
        Matcher range =
                RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches()) {
            throw new IOException("HTTP " + answer.statusCode() + " that is not of PostgREST: it does not tell how many"
                    + " rows there are");
        }
        return Integer.parseInt(String.valueOf(range.group(1)));
    }
}
