package io.leadstream.standalone;

import io.leadstream.schema.CardKeyset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the keys that card numbers and dead letters are sealed with. */
@Command(
        name = "keyset",
        description = "Makes the keyset that card numbers and dead letters are sealed with.",
        subcommands = KeysetCommand.Create.class)
final class KeysetCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** Writes a new keyset to a file that is not there yet and that only its owner may read. */
    @Command(name = "create", description = "Writes a new keyset to a file that only its owner may read.")
    static final class Create implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "Where to; a file that is there is never overwritten.")
        Path file;

        @Override
        public Integer call() throws IOException {
            try {
                CardKeyset.create(file);
            } catch (FileAlreadyExistsException e) {
                throw new IllegalArgumentException(
                        file + " is there already; without it nobody can open what it sealed", e);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("keyset written to " + file + "; whoever has it can open every card number");
            out.flush();
            return 0;
        }
    }
}
