package rollcall.camera.source;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import rollcall.camera.Frame;
import rollcall.camera.FrameSource;
import rollcall.camera.FrameStream;

/**
 * {@code demo[:?cards=N&rate=R]}: shows generated cards of a small roster, {@code DEMO-0001} and up, R cards a second.
 *
 * <p>Which card is up depends on the clock alone, as in the world outside: a camera that was away for a moment has missed
 * what was shown meanwhile and does not start over.
 */
@Component
public final class DemoSource implements FrameSource {
    private static final int CARDS = 60;
    private static final double CARDS_PER_SECOND = 0.5;
    private static final int FRAMES_PER_CARD = 2;

    private final Clock clock;

    @Activate
    public DemoSource() {
        this(Clock.systemUTC());
    }

    DemoSource(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String scheme() {
        return "demo";
    }

    @Override
    public FrameStream open(String rest) throws IOException {
        Address address = Address.parse(rest, Set.of("cards", "rate"));
        int cards = (int) address.number("cards", CARDS, 1, 999_999);
        double rate = address.number("rate", CARDS_PER_SECOND, 0.01, 20);
        return new Deck(cards, rate);
    }

    private final class Deck implements FrameStream {
        private final int cards;
        private final double millisPerFrame;
        private long lastTick = -1;

        Deck(int cards, double rate) {
            this.cards = cards;
            this.millisPerFrame = 1_000 / rate / FRAMES_PER_CARD;
        }

        @Override
        public Optional<Frame> next(Duration patience) throws IOException, InterruptedException {
            long tick = (long) (clock.millis() / millisPerFrame);
            if (tick == lastTick) {
                long due = (long) Math.ceil((lastTick + 1) * millisPerFrame) - clock.millis();
                Thread.sleep(Math.max(1, Math.min(due, patience.toMillis())));
                tick = (long) (clock.millis() / millisPerFrame);
            }
            if (tick == lastTick) {
                return Optional.empty();
            }
            lastTick = tick;
            long card = tick / FRAMES_PER_CARD % cards;
            String code = String.format(Locale.ROOT, "DEMO-%04d", card + 1);
            return Optional.of(DemoCard.draw(code, card, Instant.ofEpochMilli(clock.millis())));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
