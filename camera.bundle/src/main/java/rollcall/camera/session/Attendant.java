package rollcall.camera.session;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import rollcall.camera.SessionView;
import rollcall.camera.Signal;
import rollcall.camera.code.CardCode.Reason;
import rollcall.camera.quality.Hint;
import rollcall.camera.session.CaptureSession.Card;
import rollcall.camera.session.CaptureSession.Take;
import rollcall.scan.Decision;
import rollcall.scan.Photo;
import rollcall.scan.Quality;
import rollcall.scan.Scan;

/** Stands between the {@link SessionLoop} and the rest of the terminal: store, words, lights. Belongs to the camera thread. */
final class Attendant implements SessionLoop.Desk, Stage {
    private static final System.Logger LOG = System.getLogger("rollcall.camera");

    private final ScanRecorder recorder;
    private final Words words;
    private final Consumer<String> holding;
    private final Consumer<Signal> signals;
    private final Consumer<Reason> refusals;
    private final Runnable changed;
    private volatile SessionView view;

    /**
     * An attendant.
     *
     * @param holding told when a scan has to wait for the store
     * @param signals given to lights and buzzers
     * @param refusals told of each card that is refused before the store
     * @param changed called when {@link #view()} is another
     */
    Attendant(
            ScanRecorder recorder,
            Words words,
            Consumer<String> holding,
            Consumer<Signal> signals,
            Consumer<Reason> refusals,
            Runnable changed) {
        this.recorder = recorder;
        this.words = words;
        this.holding = holding;
        this.signals = signals;
        this.refusals = refusals;
        this.changed = changed;
        this.view = new SessionView(
                name(SessionState.SEARCHING), Hint.SHOW_CARD.key(), words.say(Hint.SHOW_CARD), 0, Optional.empty());
    }

    /** The session as people see it; from any thread. */
    SessionView view() {
        return view;
    }

    @Override
    public Optional<Decision> forecast(Card card) {
        return recorder.forecast(card.code(), card.takenAt());
    }

    @Override
    public Optional<Scan> record(Take take) throws InterruptedException {
        Optional<Photo> photo = take.photo().map(PhotoEncoder::encode);
        Optional<Quality> quality = take.assessment()
                .map(measured -> measured.figures(take.problem()))
                .or(() -> take.problem().map(Attendant::unmeasured));
        take.problem()
                .ifPresent(problem -> LOG.log(
                        System.Logger.Level.INFO,
                        "no good photo came in time ({0}); the scan is recorded {1}",
                        problem,
                        photo.isPresent() ? "with the best there was" : "without one"));
        return recorder.record(take.card().code(), take.card().takenAt(), photo, quality, holding);
    }

    private static Quality unmeasured(String problem) {
        return new Quality(Map.of(), Optional.of(problem));
    }

    @Override
    public void show(Scene scene) {
        String text = scene.outcome().map(words::say).orElseGet(() -> words.say(scene.hint()));
        SessionView next = new SessionView(
                name(scene.state()),
                scene.hint().key(),
                text,
                scene.progress(),
                scene.outcome().flatMap(Words::name));
        if (!next.equals(view)) {
            view = next;
            changed.run();
        }
    }

    @Override
    public void signal(Signal signal) {
        signals.accept(signal);
    }

    @Override
    public void refused(Reason reason) {
        LOG.log(System.Logger.Level.INFO, "a card is refused: {0}", reason);
        refusals.accept(reason);
    }

    private static String name(SessionState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
