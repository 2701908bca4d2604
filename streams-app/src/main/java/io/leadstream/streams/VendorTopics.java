package io.leadstream.streams;

import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which vendors have the topics that a delivery needs (correctness.md 19): to write to a topic that is not there blocks a
 * stream thread for a minute and then for ever. Looked up on a thread of its own; asking never waits.
 */
final class VendorTopics implements Predicate<String>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VendorTopics.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final long PATIENCE_S = 10;

    /** What comes before a vendor's id in the names of its topics. */
    private static final String DELIVERIES = Topics.deliveries("").name();

    private static final String RESULTS = Topics.deliveryResults("").name();

    private final Admin admin;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vendor-topics").daemon().factory());
    private volatile Set<String> ready = Set.of();

    private VendorTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Looks once, and from then on again and again.
     *
     * @param config of the admin client
     */
    static VendorTopics watch(Map<String, Object> config) {
        VendorTopics topics = new VendorTopics(Admin.create(config));
        topics.look();
        var unused = topics.thread.scheduleWithFixedDelay(
                topics::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return topics;
    }

    /** True if a vendor's topics were there when last looked; if not, they are looked for at once. */
    @Override
    public boolean test(String vendor) {
        boolean there = ready.contains(vendor);
        if (!there && !thread.isShutdown() && looking.compareAndSet(false, true)) {
            thread.execute(this::look);
        }
        return there;
    }

    private void look() {
        try {
            Set<String> names = admin.listTopics().names().get(PATIENCE_S, TimeUnit.SECONDS);
            ready = names.stream()
                    .filter(name -> name.startsWith(DELIVERIES))
                    .map(name -> name.substring(DELIVERIES.length()))
                    .filter(vendor -> names.contains(RESULTS + vendor))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            log.atWarn().setCause(e).log("the topics of vendors cannot be looked up, those known stay");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
