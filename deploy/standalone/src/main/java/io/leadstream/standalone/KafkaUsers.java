package io.leadstream.standalone;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * The users of a locked broker, one per service, and their rights: what Strimzi's user operator does on Kubernetes.
 *
 * <p>Of each there are two files in the folder, which only its owner reads: {@code NAME.password}, and {@code NAME.properties},
 * which is what {@code --kafka-config} takes. Without its password's file a user gets another password at the next start.
 */
final class KafkaUsers {

    private static final int ITERATIONS = 4_096;
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Map<String, KafkaAccess> users = new TreeMap<>();
    private final Map<String, String> passwords = new TreeMap<>();
    private final KafkaRights rights;

    /**
     * The users of a broker; their files are made or brought up to date.
     *
     * @param bootstrap where they connect
     * @param authority the certificate that they trust
     */
    KafkaUsers(Path folder, KafkaRights rights, String bootstrap, Path authority) {
        this.rights = rights;
        SecureRandom random = new SecureRandom();
        try {
            PrivateFiles.folder(folder);
            for (String name : rights.services().keySet()) {
                String password = Passwords.kept(folder.resolve(name + ".password"), random);
                KafkaAccess access = new KafkaAccess(bootstrap, settings(name, password, authority));
                passwords.put(name, password);
                users.put(name, access);
                PrivateFiles.write(folder.resolve(name + ".properties"), properties(access));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a service's clients connect. */
    KafkaAccess user(String service) {
        return Objects.requireNonNull(users.get(service), service);
    }

    /**
     * Makes the users and gives them their rights, no less and no more, and returns when the broker knows.
     *
     * @throws IllegalStateException if it refuses
     */
    void apply(Admin admin) {
        List<UserScramCredentialAlteration> credentials = new ArrayList<>();
        passwords.forEach((name, password) -> credentials.add(new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)));
        Set<AclBinding> wanted = rights.bindings();
        try {
            admin.alterUserScramCredentials(credentials).all().get();
            Set<AclBinding> there = ours(admin);
            List<AclBindingFilter> gone = there.stream()
                    .filter(binding -> !wanted.contains(binding))
                    .map(AclBinding::toFilter)
                    .toList();
            List<AclBinding> fresh =
                    wanted.stream().filter(binding -> !there.contains(binding)).toList();
            if (!gone.isEmpty()) {
                admin.deleteAcls(gone).all().get();
            }
            if (!fresh.isEmpty()) {
                admin.createAcls(fresh).all().get();
            }
            awaitKnown(admin, wanted);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka's users cannot be made: " + Failures.message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka's users were made", e);
        }
    }

    /** The broker answers from what it decides by, which it hears of a moment after the quorum has agreed. */
    private void awaitKnown(Admin admin, Set<AclBinding> wanted) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (!ours(admin).equals(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Kafka has not taken its users' rights in time");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private Set<AclBinding> ours(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> principals =
                users.keySet().stream().map(KafkaRights::principal).collect(Collectors.toSet());
        return admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                .filter(binding -> principals.contains(binding.entry().principal()))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> settings(String name, String password, Path authority) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                        + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    private static String properties(KafkaAccess access) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", access.bootstrap());
        properties.putAll(access.settings());
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
