package io.leadstream.standalone;

import java.util.HashMap;
import java.util.Map;

/**
 * Where Kafka is, and how a client of ours shows who it is.
 *
 * @param bootstrap where clients connect
 * @param settings settings that every client needs, such as security; they win over the client's own
 */
record KafkaAccess(String bootstrap, Map<String, String> settings) {

    KafkaAccess {
        settings = Map.copyOf(settings);
    }

    /** A broker that lets everybody in. */
    static KafkaAccess open(String bootstrap) {
        return new KafkaAccess(bootstrap, Map.of());
    }

    /** The settings of one client. */
    Map<String, Object> client(Map<String, Object> own) {
        Map<String, Object> client = new HashMap<>(own);
        client.put("bootstrap.servers", bootstrap);
        client.putAll(settings);
        return client;
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "KafkaAccess[" + bootstrap + ", " + settings.keySet() + "]";
    }
}
