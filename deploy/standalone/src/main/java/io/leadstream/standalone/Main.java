package io.leadstream.standalone;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code leadstream COMMAND}. */
@Command(
        name = "leadstream",
        description = "Gets a sales lead from whoever has it to whoever should call it: once, on time, with proof.",
        version = "leadstream 0.1.0",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            StreamsAppCommand.class,
            DispatcherCommand.class,
            GatewayCommand.class,
            TailCommand.class,
            SendCommand.class,
            TraceCommand.class,
            RoutingCommand.class,
            VendorsCommand.class,
            DncCommand.class,
            DeployCommand.class,
            KeysetCommand.class,
            DeadLettersCommand.class,
            DeliveriesCommand.class,
            AsyncApiCommand.class
        })
public final class Main implements Callable<Integer> {

    /** The forms that a log can have (logback.xml). */
    private static final Set<String> LOGS = Set.of("text", "json");

    @Spec
    CommandSpec spec;

    /** Runs a command and ends the process with its exit code: 0, or 1 after one line on standard error. */
    public static void main(String[] args) {
        String log = System.getenv("LEADSTREAM_LOG");
        if (log != null && !LOGS.contains(log)) {
            System.err.println("leadstream: LEADSTREAM_LOG is " + log + ", not text or json");
            System.exit(1);
        }
        System.exit(commandLine(System.getenv("LEADSTREAM_DEBUG") != null).execute(args));
    }

    /**
     * The command line, ready to execute.
     *
     * @param debug true if failures show their stack traces
     */
    static CommandLine commandLine(boolean debug) {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((e, args) -> failed(
                        e.getCommandLine(),
                        e,
                        e.getMessage() + " ("
                                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)",
                        debug))
                .setExecutionExceptionHandler((e, command, result) -> failed(command, e, Failures.message(e), debug));
    }

    /** Without a command: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    private static int failed(CommandLine command, Exception failure, String message, boolean debug) {
        PrintWriter err = command.getErr();
        message.lines().forEach(line -> err.println("leadstream: " + line));
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return 1;
    }
}
