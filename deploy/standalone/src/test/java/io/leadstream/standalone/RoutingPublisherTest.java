package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever applies a routing applies it over the one that is in force, or not at all. */
class RoutingPublisherTest {

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static Contracts contracts;

    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder, Ports.free());
        contracts = Contracts.at(Backbone.shared().registry(), Map.of());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(Topics.ROUTING.name(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whoeverBeganFirstDoesNotOverwriteWhatWasAppliedMeanwhile() {
        long first = publisher().apply(routing("one")).getVersion();

        assertThatThrownBy(() -> publisher().change(current -> {
                    assertThat(publisher().apply(routing("two")).getVersion()).isEqualTo(first + 1);
                    return routing("three");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("somebody else");

        assertThat(versions().getLast()).isEqualTo(first + 1);
        assertThat(publisher().current().orElseThrow().getDefaultList()).isEqualTo("two");
    }

    @Test
    void manyAtOncePublishEachVersionOnce() throws Exception {
        int before = versions().size();
        List<Callable<Boolean>> all = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(number -> () -> applied("list-" + number))
                .toList();
        long applied;
        try (var threads = Executors.newFixedThreadPool(8)) {
            applied = threads.invokeAll(all).stream().filter(Future::resultNow).count();
        }
        assertThat(applied).isPositive();
        assertThat(versions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, before + applied).boxed().toList());
    }

    @Test
    void aChangeThatIsRefusedPublishesNothing() {
        long before = publisher().apply(routing("one")).getVersion();

        assertThatThrownBy(() -> publisher().change(current -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(publisher().apply(routing("two")).getVersion()).isEqualTo(before + 1);
    }

    private static boolean applied(String list) {
        try {
            publisher().apply(routing(list));
            return true;
        } catch (IllegalStateException fenced) {
            return false;
        }
    }

    private static RoutingPublisher publisher() {
        return new RoutingPublisher(kafka.bootstrap(), contracts);
    }

    private static Routing routing(String defaultList) {
        return Routing.newBuilder()
                .setVersion(0)
                .setAppliedAt(Instant.EPOCH)
                .setDefaultList(defaultList)
                .setCampaigns(List.of())
                .setLists(List.of())
                .setVendors(List.of())
                .build();
    }

    private static List<Long> versions() {
        return new Records(kafka.bootstrap(), contracts)
                .of(Topics.ROUTING).stream().map(Routing::getVersion).toList();
    }
}
