package rollcall.dashboard.administration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import rollcall.access.Role;
import rollcall.config.ConfigEditor;
import rollcall.dashboard.operation.Operations;
import rollcall.dashboard.page.Html;
import rollcall.dashboard.page.Page;
import rollcall.dashboard.page.Peers;
import rollcall.dashboard.page.View;
import rollcall.dashboard.page.Visitor;
import rollcall.dashboard.settings.Key;
import rollcall.dashboard.settings.Settings;
import rollcall.dashboard.settings.Settings.Shown;
import rollcall.store.StoreException;

/** The configuration, as the bundles declare it: look, change, see the difference, apply; what nobody confirms goes back. */
@Component(service = Page.class)
public final class SettingsPage implements Page {
    private static final String PATH = "/admin/settings";
    private static final String FIELD = "key.";

    private final BundleContext context;
    private final Peers peers;
    private final Settings settings;
    private final Operations operations;

    @Activate
    public SettingsPage(
            BundleContext context,
            @Reference Peers peers,
            @Reference Settings settings,
            @Reference Operations operations) {
        this.context = context;
        this.peers = peers;
        this.settings = settings;
        this.operations = operations;
    }

    @Override
    public Spec spec() {
        return new Spec(PATH, "Settings", Role.ADMIN, 6);
    }

    @Override
    public boolean acts() {
        return true;
    }

    private ConfigEditor editor() throws IOException {
        ServiceReference<ConfigEditor> reference = context.getServiceReference(ConfigEditor.class);
        ConfigEditor editor = reference == null ? null : context.getService(reference);
        if (editor == null) {
            throw peers.away("the configuration");
        }
        return editor;
    }

    @Override
    public void write(View view) throws IOException, InterruptedException {
        view.section("waiting", "Changes", () -> waiting(view));
        Map<String, Map<String, Key>> keys = settings.keys();
        Map<String, Map<String, Shown>> inForce = settings.inForce();
        if (view.visitor().input("do").equals("look")) {
            difference(view, keys, inForce);
        }
        for (Map.Entry<String, Map<String, Key>> section : keys.entrySet()) {
            section(view, section.getKey(), section.getValue(), inForce.getOrDefault(section.getKey(), Map.of()));
        }
    }

    private void waiting(View view) throws IOException {
        Optional<ConfigEditor.Unconfirmed> waiting = editor().unconfirmed();
        if (waiting.isEmpty()) {
            view.html()
                    .element(
                            "p",
                            view.say(
                                    "A change is in force at once and goes back by itself after {0} minutes unless somebody confirms it.",
                                    ConfigEditor.PATIENCE.toMinutes()));
            return;
        }
        view.html()
                .element(
                        "p",
                        view.say(
                                "{0} changed {1}. It goes back in {2} s unless somebody confirms it.",
                                waiting.get().who(),
                                String.join(", ", waiting.get().keys()),
                                waiting.get().left().toSeconds()),
                        "role",
                        "alert");
        view.html().open("div", "class", "line");
        view.button(PATH, "confirm", "Keep the change");
        view.button(PATH, "back", "Go back now");
        view.html().close("div");
    }

    private static void section(View view, String section, Map<String, Key> keys, Map<String, Shown> values) {
        Html html = view.html().open("details", "class", "card", "id", "section-" + section);
        html.open("summary")
                .element("strong", section)
                .text(" \u00b7 " + keys.size())
                .close("summary");
        view.form(PATH, "look", "section", section);
        html.open("div", "class", "keys");
        for (Key key : keys.values()) {
            Shown shown = values.get(key.name());
            key(view, key, shown == null ? "" : text(shown.value()), shown != null);
        }
        html.close("div")
                .open("p")
                .element("button", view.say("See the difference"))
                .close("p");
        html.close("form").close("details");
    }

    private static void key(View view, Key key, String value, boolean written) {
        String id = key.section() + "-" + key.name().replace('.', '-');
        Html html = view.html().open("div", "class", "key");
        html.open("label", "for", id).text(key.title()).text(" ").element("code", key.section() + "." + key.name());
        html.close("label");
        String name = FIELD + key.name();
        String shown = written ? value : "";
        String preset = String.join(", ", key.preset());
        if (key.secret()) {
            html.open("input", "id", id, "name", name, "value", "", "placeholder", shown, "autocomplete", "off");
        } else if (!key.options().isEmpty() || key.type() == AttributeDefinition.BOOLEAN) {
            List<String> options = key.options().isEmpty() ? List.of("true", "false") : key.options();
            html.open("select", "id", id, "name", name);
            choice(html, "", preset.isEmpty() ? "\u2013" : "(" + preset + ")", shown);
            options.forEach(option -> choice(html, option, option, shown));
            html.close("select");
        } else {
            html.open("input", "id", id, "name", name, "value", shown, "placeholder", preset, "autocomplete", "off");
        }
        html.element("small", key.description()).close("div");
    }

    private static void choice(Html html, String value, String word, String chosen) {
        if (value.equals(chosen)) {
            html.element("option", word, "value", value, "selected", "");
        } else {
            html.element("option", word, "value", value);
        }
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return String.join(", ", list.stream().map(String::valueOf).toList());
        }
        return String.valueOf(value);
    }

    /** What a form would change: a field that says what is in force says nothing, an empty one takes the key out. */
    private static Map<String, List<String>> changes(
            Visitor visitor, Map<String, Key> keys, Map<String, Shown> values) {
        String section = visitor.input("section");
        Map<String, List<String>> changes = new LinkedHashMap<>();
        for (Key key : keys.values()) {
            if (!visitor.inputs().containsKey(FIELD + key.name())) {
                continue;
            }
            String given = visitor.input(FIELD + key.name());
            Shown before = values.get(key.name());
            String known = before == null ? "" : text(before.value());
            boolean untouched = key.secret() ? given.isEmpty() : given.equals(known);
            if (!untouched) {
                changes.put(section + "." + key.name(), list(key, given));
            }
        }
        return changes;
    }

    private static List<String> list(Key key, String given) {
        if (given.isEmpty()) {
            return List.of();
        }
        return key.list()
                ? Arrays.stream(given.split(",", -1))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList()
                : List.of(given);
    }

    private void difference(View view, Map<String, Map<String, Key>> keys, Map<String, Map<String, Shown>> inForce)
            throws IOException {
        String section = view.visitor().input("section");
        Map<String, Key> known = keys.getOrDefault(section, Map.of());
        Map<String, List<String>> changes = changes(view.visitor(), known, inForce.getOrDefault(section, Map.of()));
        Html html = view.html().open("section", "class", "card", "aria-labelledby", "difference");
        html.element("h2", view.say("Difference"), "id", "difference");
        if (changes.isEmpty()) {
            view.empty("Nothing was changed.");
            html.close("section");
            return;
        }
        view.table("Difference", "Key", "Before", "After");
        List<String> fields = new ArrayList<>(List.of("section", section));
        for (Map.Entry<String, List<String>> change : changes.entrySet()) {
            String name = change.getKey().substring(section.length() + 1);
            Shown before = inForce.getOrDefault(section, Map.of()).get(name);
            Key key = known.get(name);
            String after = String.join(", ", change.getValue());
            view.row(
                    change.getKey(),
                    before == null ? view.say("(default)") : text(before.value()),
                    after.isEmpty() ? view.say("(default)") : key != null && key.secret() ? Key.MASK : after);
            fields.addAll(List.of(FIELD + name, after));
        }
        view.endTable();
        List<String> problems = editor().problems(changes);
        problems.forEach(problem -> html.element("p", problem, "class", "bad", "role", "alert"));
        if (problems.isEmpty()) {
            view.button(PATH, "apply", "Apply for 5 minutes", fields.toArray(String[]::new));
        }
        html.close("section");
    }

    @Override
    public String act(Visitor visitor) throws Refusal, StoreException, IOException, InterruptedException {
        return switch (visitor.input("do")) {
            case "look" -> visitor.words().say("Nothing is changed yet; look at the difference below.");
            case "apply" -> apply(visitor);
            case "confirm" -> {
                String keys = keysWaiting();
                if (!editor().confirm()) {
                    throw new Refusal(visitor.words().say("No change waits for a word."));
                }
                operations.noted(visitor.name(), "config.confirmed", keys, "");
                yield visitor.words().say("The change stays.");
            }
            case "back" -> {
                String keys = keysWaiting();
                if (!editor().goBack()) {
                    throw new Refusal(visitor.words().say("No change waits for a word."));
                }
                operations.noted(visitor.name(), "config.reverted", keys, "");
                yield visitor.words().say("The configuration is what it was before.");
            }
            default -> throw new Refusal(visitor.words().say("Nobody knows what this form asks for."));
        };
    }

    private String keysWaiting() throws IOException {
        return editor().unconfirmed()
                .map(waiting -> String.join(" ", waiting.keys()))
                .orElse("");
    }

    private String apply(Visitor visitor) throws Refusal, IOException, InterruptedException {
        String section = visitor.input("section");
        Map<String, List<String>> changes = changes(
                visitor,
                settings.keys().getOrDefault(section, Map.of()),
                settings.inForce().getOrDefault(section, Map.of()));
        try {
            editor().apply(visitor.name(), changes);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
        operations.noted(visitor.name(), "config.changed", String.join(" ", changes.keySet()), "until it is confirmed");
        return visitor.words().say("The change is in force. Look whether all is well, then keep it.");
    }
}
