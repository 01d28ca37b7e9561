package rollcall.camera.qr;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The cards in a frame, each text once, the largest first. */
public record Reading(List<Card> cards) {
    /** Without a card. */
    public static final Reading NONE = new Reading(List.of());

    /** Of two cards the larger counts if it is this many times as wide: it is the one that is held up. */
    private static final double CLEARLY = 1.25;

    public Reading {
        cards = cards.stream()
                .sorted(Comparator.comparingDouble(Card::side).reversed())
                .toList();
    }

    /** The card that counts: the only one, or the one that is clearly larger than every other. */
    public Optional<Card> held() {
        if (cards.isEmpty()
                || (cards.size() > 1
                        && cards.get(0).side() < CLEARLY * cards.get(1).side())) {
            return Optional.empty();
        }
        return Optional.of(cards.get(0));
    }

    /** Whether there are cards of which none counts. */
    public boolean isSeveral() {
        return !cards.isEmpty() && held().isEmpty();
    }
}
