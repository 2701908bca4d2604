package io.leadstream.standalone;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a broker is locked: three listeners, all of them TLS, and ACLs for whoever comes in.
 *
 * <pre>
 *   CLIENTS     SASL_SSL, SCRAM-SHA-512    services and people
 *   MUTUAL      SSL, certificate needed    producers with a certificate, the administrator, the broker itself
 *   CONTROLLER  SSL, certificate needed    the broker itself
 * </pre>
 *
 * <p>Of a certificate's name only the common name counts. Super users are the broker and the administrator who makes the
 * others; what no ACL allows is denied.
 *
 * @param certificates the broker's and the authority's
 * @param mutualPort port of the listener for certificates
 * @param authorizer name of the class that decides
 */
record BrokerSecurity(Certificates certificates, int mutualPort, String authorizer) {

    /** A copy of a broker's settings, locked. */
    Map<String, String> lock(Map<String, String> open, int port, int controllerPort) {
        Map<String, String> settings = new TreeMap<>(open);
        String clients = "CLIENTS://127.0.0.1:" + port;
        String mutual = "MUTUAL://127.0.0.1:" + mutualPort;
        settings.put("listeners", clients + "," + mutual + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", clients + "," + mutual);
        settings.put("inter.broker.listener.name", "MUTUAL");
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,MUTUAL:SSL,CONTROLLER:SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put(
                "ssl.keystore.location", certificates.both(Certificates.BROKER).toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificates.authority().toString());
        settings.put("listener.name.mutual.ssl.client.auth", "required");
        settings.put("listener.name.controller.ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("authorizer.class.name", authorizer);
        settings.put("super.users", "User:" + Certificates.BROKER + ";User:" + Certificates.ADMIN);
        settings.put("allow.everyone.if.no.acl.found", "false");
        return settings;
    }

    /** Where clients with a certificate connect. */
    String bootstrap() {
        return "127.0.0.1:" + mutualPort;
    }

    /** How a client with a certificate connects. */
    KafkaAccess access(String owner) {
        return new KafkaAccess(
                bootstrap(),
                Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.keystore.type",
                        "PEM",
                        "ssl.keystore.location",
                        certificates.both(owner).toString(),
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        certificates.authority().toString()));
    }
}
