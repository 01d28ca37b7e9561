package rollcall.launcher;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.osgi.framework.Bundle;
import rollcall.launcher.home.Generation;
import rollcall.launcher.update.Updates;

/** {@code GET /state} of the admin door: process, generation, bundles. */
final class StateRoute {
    private final Terminal terminal;
    private final Updates updates;

    StateRoute(Terminal terminal, Updates updates) {
        this.terminal = terminal;
        this.updates = updates;
    }

    void answer(HttpExchange exchange) throws IOException {
        state().send(exchange);
    }

    private Answer state() throws IOException {
        Generation generation = updates.current();
        return Answer.of(200, json -> {
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeNumberField("generation", generation.number());
            json.writeStringField("reason", generation.reason());
            json.writeArrayFieldStart("bundles");
            for (Bundle bundle : terminal.framework().getBundleContext().getBundles()) {
                if (bundle.getBundleId() != 0) {
                    writeBundle(json, generation, bundle);
                }
            }
            json.writeEndArray();
        });
    }

    private void writeBundle(JsonGenerator json, Generation generation, Bundle bundle) throws IOException {
        json.writeStartObject();
        json.writeStringField("symbolicName", bundle.getSymbolicName());
        json.writeStringField("version", bundle.getVersion().toString());
        json.writeStringField("state", stateName(bundle.getState()));
        var started = terminal.times().started(bundle.getBundleId());
        if (started.isPresent()) {
            json.writeStringField("started", started.get().toString());
        }
        var entry = generation.bundle(bundle.getSymbolicName());
        if (entry.isPresent()) {
            json.writeStringField("sha256", entry.get().sha256());
            json.writeNumberField("startLevel", entry.get().startLevel());
        }
        json.writeEndObject();
    }

    private static String stateName(int state) {
        return switch (state) {
            case Bundle.ACTIVE -> "active";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "unresolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "gone";
        };
    }
}
