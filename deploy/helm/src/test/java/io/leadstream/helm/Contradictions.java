package io.leadstream.helm;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.Objects;

/** What Helm says to values that it must not take. */
final class Contradictions {

    private Contradictions() {}

    /** What is said to a set of values with others over it, by dotted path; fails if nothing is. */
    static String said(String set, Map<String, Object> over) {
        Throwable refused = catchThrowable(() -> Chart.rendered(set, over));
        if (refused == null) {
            throw new AssertionError("Helm takes " + over);
        }
        return Objects.requireNonNullElse(refused.getMessage(), "");
    }
}
