package io.leadstream.standalone;

import java.io.PrintWriter;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The demo's table: what came in, what was decided, what was delivered, and whether the sums hold. */
final class DemoReport {

    private static final int MOST_VIOLATIONS = 10;

    private final PrintWriter out;

    DemoReport(PrintWriter out) {
        this.out = out;
    }

    void print(Watcher watcher, List<String> violations) {
        Conservation.Sums sums = watcher.conservation().sums();
        out.println();
        row("submitted", sums.submissions());
        row("accepted", sums.accepted());
        sums.rejected().forEach((reason, count) -> row("rejected " + reason, count));
        row("sent again (resends)", sums.resends());
        row("unreadable (dead letters)", sums.deadLetters());
        row("cancelled", sums.cancelledLeads());
        sums.cancelAnswers().forEach((answer, count) -> row("cancels answered " + answer, count));
        sums.finalsByVendor()
                .forEach((vendor, counts) -> counts.forEach((result, count) -> row(vendor + " " + result, count)));
        row("attempts and other results", sums.results());
        latency("submission to decision", watcher.decisionMs());
        latency("submission to delivery", watcher.deliveryMs());
        out.println();
        sum(
                "submissions = first decisions + in progress + resends",
                sums.submissions(),
                sums.firstDecisions(),
                watcher.conservation().undecided(),
                sums.resends());
        sum(
                "routed deliveries = final results + in progress",
                sums.routedDeliveries(),
                sums.finalResults(),
                sums.routedDeliveries() - sums.finalResults());
        violations.stream().limit(MOST_VIOLATIONS).forEach(each -> out.println("BROKEN: " + each));
        if (violations.size() > MOST_VIOLATIONS) {
            out.println("BROKEN: and " + (violations.size() - MOST_VIOLATIONS) + " more");
        }
        out.println(violations.isEmpty() ? "nothing lost, nothing twice" : "the promises were broken");
        out.flush();
    }

    private void row(String name, long count) {
        out.printf("  %-40s %8d%n", name, count);
    }

    private void latency(String name, Histogram ms) {
        out.printf(
                "  %-40s %8s%n",
                name + ", p50 / p99 ms", ms.getValueAtPercentile(50) + " / " + ms.getValueAtPercentile(99));
    }

    private void sum(String name, long whole, long... parts) {
        StringBuilder right = new StringBuilder();
        for (long part : parts) {
            right.append(right.isEmpty() ? "" : " + ").append(part);
        }
        out.println("  " + name + ": " + whole + " = " + right);
    }
}
