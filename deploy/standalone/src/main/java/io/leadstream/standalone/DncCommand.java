package io.leadstream.standalone;

import io.leadstream.schema.DncEntry;
import io.leadstream.schema.DncListing;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes and shows who must not be called. */
@Command(
        name = "dnc",
        description = "Changes or looks up the do-not-call lists.",
        subcommands = {DncImportCommand.class, DncCommand.Check.class})
final class DncCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** Looks a number up, and its area code. */
    @Command(name = "check", description = "Says which lists name a number.")
    static final class Check implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Parameters(paramLabel = "NUMBER", description = "The number; its calling code is 1 where it says none.")
        String number;

        @Option(names = "--calling-code", paramLabel = "CODE", description = "Its calling code, such as 44.")
        Optional<String> callingCode;

        @Override
        public Integer call() {
            String phone = PhoneIdentity.of(number, callingCode)
                    .orElseThrow(() -> new IllegalArgumentException("a number has 6 to 16 digits"));
            List<String> lines = new ArrayList<>();
            new DncTopic(connection, Topics.DNC).find(phone).ifPresent(entry -> lines.addAll(lines(phone, entry)));
            if (phone.length() == 11 && phone.startsWith("1")) {
                String area = phone.substring(1, 4);
                new DncTopic(connection, Topics.DNC_AREAS)
                        .find(area)
                        .ifPresent(entry -> lines.addAll(lines("area code " + area, entry)));
            }
            PrintWriter out = spec.commandLine().getOut();
            (lines.isEmpty() ? List.of(phone + " is not listed") : lines).forEach(out::println);
            out.flush();
            return 0;
        }

        private static List<String> lines(String what, DncEntry entry) {
            return entry.getListedBy().stream()
                    .map(list -> DncChange.listing(entry, list))
                    .map(listing -> what + " is listed by " + name(listing) + " since " + listing.getListedAt()
                            + listing.getSource()
                                    .map(source -> ", source " + source)
                                    .orElse("")
                            + listing.getVersion()
                                    .map(version -> ", version " + version)
                                    .orElse(""))
                    .toList();
        }

        private static String name(DncListing listing) {
            return listing.getListedBy().isEmpty() ? "the system" : "campaign " + listing.getListedBy();
        }
    }
}
