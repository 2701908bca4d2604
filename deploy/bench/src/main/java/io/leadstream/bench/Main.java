package io.leadstream.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of {@code leadstream bench}. */
@Command(
        name = "leadstream bench",
        description = "Measures, on a broker of its own, side by side with what could be reached at best.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {PipelineCommand.class, DispatchCommand.class})
public final class Main implements Callable<Integer> {

    /** Logback's own setting; standalone's configuration, which is on the class path too, says more than a table needs. */
    private static final String LOGGING = "logback.configurationFile";

    @Spec
    CommandSpec spec;

    /** Runs a benchmark and ends the process: 0, or 1 if a lead was lost or duplicated or something did not run. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "logback-bench.xml");
        }
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println("leadstream bench: " + e.getMessage());
                    if (System.getenv("LEADSTREAM_DEBUG") != null) {
                        e.printStackTrace(command.getErr());
                    }
                    return 1;
                })
                .execute(args));
    }

    /** Without a benchmark's name: which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
