package rollcall.camera.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rollcall.scan.Quality;

/**
 * What the checks say of one frame.
 *
 * @param faces how many faces were found
 * @param results one for each check, the most important first; with no face {@code face_count} alone
 */
public record Assessment(int faces, List<Result> results) {
    public Assessment {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("an assessment without a result says nothing");
        }
    }

    /** The most important check that stands in the way of a photo; {@code unknownPasses} as configured. */
    public Optional<Result> worst(boolean unknownPasses) {
        return results.stream()
                .filter(result ->
                        result.verdict() == Verdict.FAIL || (result.verdict() == Verdict.UNKNOWN && !unknownPasses))
                .findFirst();
    }

    /** How good the frame is, to find the best of several: the checks passed, and their mean score below one. */
    public double rank() {
        long passed = results.stream()
                .filter(result -> result.verdict() == Verdict.PASS)
                .count();
        double mean = results.stream().mapToDouble(Result::score).sum() / (results.size() + 1);
        return passed + mean;
    }

    /** The figures as they are stored with a scan, with what stood in the way of a photo, if anything did. */
    public Quality figures(Optional<String> problem) {
        Map<String, Double> figures = new TreeMap<>();
        for (Result result : results) {
            result.measure().ifPresent(measure -> figures.put(result.check(), measure));
        }
        return new Quality(figures, problem);
    }
}
