package rollcall.camera.session;

import rollcall.camera.Signal;
import rollcall.camera.code.CardCode.Reason;

/** Is told by the {@link SessionLoop} what people should see and hear. */
interface Stage {
    void show(Scene scene);

    void signal(Signal signal);

    /** A card was refused before the store; told once for each time it is shown. */
    void refused(Reason reason);
}
