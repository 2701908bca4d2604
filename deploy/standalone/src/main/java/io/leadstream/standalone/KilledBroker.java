package io.leadstream.standalone;

import com.yammer.metrics.core.Gauge;
import com.yammer.metrics.core.MetricName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;

/**
 * What a broker of a single node leaves that was killed: a quorum that takes it for alive and the leader of everything.
 *
 * <p>Started on that as it is, the broker becomes the coordinator of transactions at once, is fenced a moment later, and
 * in between loses the ends of transactions that were being committed, which then stay open for ever
 * (docs/decisions/0018). So the quorum is started alone first, until it has noticed that the broker is gone.
 */
final class KilledBroker {

    private static final Duration FENCED_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private KilledBroker() {}

    /**
     * Runs the controller alone until it has fenced its broker.
     *
     * @param settings the settings of the node, which is broker and controller
     * @throws IllegalStateException if that takes longer than 30 s
     */
    static void fence(Map<String, String> settings) {
        KafkaRaftServer controller =
                new KafkaRaftServer(new KafkaConfig(controllerAlone(settings), false), Time.SYSTEM);
        controller.startup();
        try {
            long deadline = System.nanoTime() + FENCED_WITHIN.toNanos();
            while (!(gauge("ActiveControllerCount") == 1 && gauge("FencedBrokerCount") == 1)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the broker that was killed is still alive to its quorum after " + FENCED_WITHIN);
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static Map<String, String> controllerAlone(Map<String, String> settings) {
        Map<String, String> alone = new HashMap<>(settings);
        alone.put("process.roles", "controller");
        alone.put("listeners", listener(settings, "CONTROLLER"));
        alone.remove("advertised.listeners");
        alone.remove("inter.broker.listener.name");
        // Nobody is there to send a heartbeat, so there is no reason to wait long for one.
        alone.put("broker.session.timeout.ms", "200");
        alone.put("broker.heartbeat.interval.ms", "50");
        return alone;
    }

    private static String listener(Map<String, String> settings, String name) {
        for (String listener : settings.getOrDefault("listeners", "").split(",", -1)) {
            if (listener.startsWith(name + "://")) {
                return listener;
            }
        }
        throw new IllegalArgumentException("no listener is called " + name);
    }

    private static int gauge(String name) {
        MetricName metric = KafkaYammerMetrics.getMetricName("kafka.controller", "KafkaController", name);
        return KafkaYammerMetrics.defaultRegistry().allMetrics().get(metric) instanceof Gauge<?> gauge
                        && gauge.value() instanceof Integer count
                ? count
                : -1;
    }
}
