package io.leadstream.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a benchmark's figures go. */
final class ReportOptions {

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "target/bench/${COMMAND-NAME}.json",
            description = "Writes the figures here too (default: ${DEFAULT-VALUE}).")
    private Path json;

    /** Prints the tables and writes the file. */
    void publish(Report report, PrintWriter out) throws IOException {
        report.print(out);
        report.write(json);
        out.println();
        out.println("written to " + json.toAbsolutePath().normalize());
        out.flush();
    }
}
