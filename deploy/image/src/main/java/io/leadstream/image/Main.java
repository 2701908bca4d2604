package io.leadstream.image;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The command line: {@code leadstream image}. */
public final class Main {

    private Main() {}

    /** Builds the image and ends the process with 0, or with 1 after one line on standard error. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ImageCommand())
                .setParameterExceptionHandler((e, unused) -> failed(e.getCommandLine(), e))
                .setExecutionExceptionHandler((e, command, result) -> failed(command, e));
    }

    private static int failed(CommandLine command, Exception failure) {
        PrintWriter err = command.getErr();
        String message = failure.getMessage();
        (message == null ? failure.toString() : message).lines().forEach(line -> err.println("leadstream: " + line));
        err.flush();
        return 1;
    }
}
