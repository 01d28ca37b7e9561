package rollcall.dashboard.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Head, navigation and foot around a page. */
final class Layout {

    private Layout() {}

    /**
     * The whole document.
     *
     * @param said what became of a form: a line for the visitor, and whether it went well
     */
    static String of(Page.Spec page, List<Page.Spec> all, View view, Optional<Said> said, String foot) {
        Html html = new Html();
        Words words = view.visitor().words();
        html.markup("<!doctype html>\n").open("html", "lang", words.language());
        html.markup(
                        "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .markup("<meta name=\"color-scheme\" content=\"light dark\">");
        html.element("title", page.path().equals("/") ? "Rollcall" : words.say(page.title()) + " - Rollcall");
        html.markup("<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">")
                .markup(
                        "<link rel=\"stylesheet\" href=\"/page.css\"><script src=\"/page.js\" type=\"module\"></script>");
        html.open("meta", "name", "form-token", "content", view.visitor().formToken());
        html.markup("</head>");
        html.open(
                "body",
                "data-offline",
                words.say("Disconnected"),
                "data-offline-reason",
                words.say("The terminal does not answer; trying again by itself."),
                "data-ago",
                words.say("{0} ago"));
        html.element("a", words.say("To the content"), "class", "skip", "href", "#content");
        head(html, page, all, view);
        html.open("main", "id", "content", "tabindex", "-1");
        if (!page.path().equals("/")) {
            html.element("h1", words.say(page.title()));
        }
        said.ifPresent(line -> html.element(
                "p",
                line.text(),
                "class",
                line.good() ? "said good" : "said bad",
                "role",
                line.good() ? "status" : "alert"));
        html.markup(view.html().toString());
        html.close("main").markup(foot).markup("</body></html>");
        return html.toString();
    }

    /** What became of a form. */
    record Said(String text, boolean good) {}

    private static void head(Html html, Page.Spec page, List<Page.Spec> all, View view) {
        Words words = view.visitor().words();
        html.markup("<header class=\"top\">");
        html.markup(
                "<a class=\"brand\" href=\"/\"><img src=\"/icon.svg\" alt=\"\" width=\"26\" height=\"26\">Rollcall</a>");
        html.open("nav", "aria-label", words.say("Pages")).open("ul");
        all.stream()
                .filter(each -> view.visitor().may(each.role()))
                .sorted(Comparator.comparingInt(Page.Spec::place))
                .forEach(each -> {
                    html.open("li");
                    if (each.path().equals(page.path())) {
                        html.element("a", words.say(each.title()), "href", each.path(), "aria-current", "page");
                    } else {
                        html.element("a", words.say(each.title()), "href", each.path());
                    }
                    html.close("li");
                });
        html.close("ul").close("nav");
        html.markup("<div class=\"self\">");
        for (String language : Words.LANGUAGES) {
            if (!language.equals(words.language())) {
                html.element(
                        "a",
                        language.equals("en") ? "English" : "Filipino",
                        "href",
                        page.path() + "?language=" + language,
                        "lang",
                        language,
                        "hreflang",
                        language);
            }
        }
        html.open("form", "method", "post", "action", "/logout")
                .open(
                        "input",
                        "type",
                        "hidden",
                        "name",
                        "form-token",
                        "value",
                        view.visitor().formToken())
                .element("button", words.say("Sign out"), "class", "quiet")
                .close("form");
        html.markup("</div></header>");
    }
}
