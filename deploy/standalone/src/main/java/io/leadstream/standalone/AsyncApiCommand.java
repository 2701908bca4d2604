package io.leadstream.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the topics as an AsyncAPI document. */
@Command(name = "asyncapi", description = "Prints the topics and their contracts as an AsyncAPI 3.0 document.")
final class AsyncApiCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(AsyncApi.document().toPrettyString());
        out.flush();
        return 0;
    }
}
