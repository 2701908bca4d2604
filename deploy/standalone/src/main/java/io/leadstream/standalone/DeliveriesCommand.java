package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deliveries that have ended, once more. */
@Command(
        name = "deliveries",
        description = "Sends deliveries again that have ended.",
        subcommands = DeliveriesCommand.Replay.class)
final class DeliveriesCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** Sends what ended with a status through screen, hours and age to its vendor again (docs/decisions/0021-replays.md). */
    @Command(
            name = "replay",
            description =
                    "Sends a vendor again what ended with a status, if it is neither listed, cancelled nor too old.")
    static final class Replay implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Option(names = "--vendor", paramLabel = "V", required = true, description = "The vendor's id.")
        String vendor;

        @Option(names = "--status", required = true, description = "FAILED, REJECTED or UNKNOWN.")
        DeliveryClass status;

        @Option(
                names = "--since",
                paramLabel = "T",
                required = true,
                description =
                        "Ended then or later: a time such as 2026-11-20T15:00:00Z, or how long ago, such as 90m, 2h, 3d.")
        String since;

        @Option(names = "--dry-run", description = "Only says what would be replayed.")
        boolean dryRun;

        @Option(
                names = "--yes-it-may-call-twice",
                description = "With UNKNOWN: the vendor may have the lead, and may call it a second time.")
        boolean twice;

        @Override
        public Integer call() {
            check();
            Contracts contracts = connection.contracts();
            Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
            Replays replays = new Replays(vendor, status, since(since, now));
            if (dryRun) {
                say(plan(replays, contracts, now), "would be replayed");
                return 0;
            }
            try (ReplayLog log = ReplayLog.open(connection.kafka(), vendor)) {
                Replays.Plan plan = plan(replays, contracts, now);
                var outcomes = contracts.serde(Topics.DELIVERY_OUTCOMES).serializer();
                String topic = Topics.DELIVERY_OUTCOMES.name();
                log.publish(plan.outcomes().stream()
                        .map(outcome -> new ProducerRecord<>(
                                topic, outcome.getPhone().getBytes(UTF_8), outcomes.serialize(topic, outcome)))
                        .toList());
                say(plan, "replayed");
            }
            return 0;
        }

        private void check() {
            switch (status) {
                case FAILED, REJECTED -> {}
                case UNKNOWN -> {
                    if (!twice) {
                        throw new IllegalArgumentException("the vendor may have these leads: add "
                                + "--yes-it-may-call-twice if they are to be sent all the same");
                    }
                }
                case ACCEPTED, CANCELLED, EXPIRED, THROTTLED ->
                    throw new IllegalArgumentException("what ended " + status + " is not replayed");
            }
            boolean known = new RoutingPublisher(connection.kafka(), connection.contracts())
                    .current().stream()
                            .flatMap(routing -> routing.getVendors().stream())
                            .anyMatch(each -> each.getId().equals(vendor));
            if (!known) {
                throw new IllegalArgumentException("no vendor " + vendor + " in the routing");
            }
        }

        private Replays.Plan plan(Replays replays, Contracts contracts, Instant now) {
            read(Topics.deliveryResults(vendor), contracts, replays::result);
            read(Topics.DELIVERY_OUTCOMES, contracts, replays::outcome);
            read(Topics.deliveries(vendor), contracts, replays::delivery);
            return replays.plan(now);
        }

        /** What cannot be read is no delivery's. */
        private <T extends SpecificRecord> void read(Topic<T> topic, Contracts contracts, Consumer<T> taker) {
            var deserializer = contracts.serde(topic).deserializer();
            new WholeTopic(connection.kafka()).read(topic.name(), record -> {
                T value;
                try {
                    value = deserializer.deserialize(record.topic(), record.value());
                } catch (SerializationException e) {
                    return;
                }
                if (value != null) {
                    taker.accept(value);
                }
            });
        }

        private void say(Replays.Plan plan, String done) {
            PrintWriter out = spec.commandLine().getOut();
            for (DeliveryOutcome outcome : plan.outcomes()) {
                out.println(outcome.getDeliveryId());
            }
            out.println(plan.outcomes().size() + " " + done + ", " + plan.underWay()
                    + " are under way already, the contents of " + plan.notKept() + " are not kept any more");
            out.flush();
        }
    }

    /** A time, or so long before now. */
    static Instant since(String text, Instant now) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            if (!text.matches("[0-9]{1,6}[smhd]")) {
                throw new IllegalArgumentException(
                        "--since is a time such as 2026-11-20T15:00:00Z or how long ago, such as 90m, 2h, 3d",
                        notATime);
            }
            String upper = text.toUpperCase(Locale.ROOT);
            return now.minus(Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper));
        }
    }
}
