package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A locked broker over its restarts, and the files that its users are in. */
class SecurityFolderTest {

    @TempDir
    private Path data;

    private Optional<SecurityFolder> opened = Optional.empty();

    @Test
    void usersOutliveARestartAndANewPasswordReplacesTheOldOne() throws Exception {
        KafkaAccess before;
        try (EmbeddedKafka kafka = start()) {
            KafkaUsers users = security().users(kafka);
            try (Admin admin = Admin.create(users.user("deploy").client(Map.of()))) {
                new TopicSetup(admin, (short) 1).fixed(2);
            }
            before = users.user("producer");
            publish(before);
        }
        Files.delete(data.resolve("security/users/producer.password"));
        try (EmbeddedKafka kafka = start()) {
            KafkaUsers users = security().users(kafka);
            publish(users.user("producer"));
            assertThatThrownBy(() -> publish(new KafkaAccess(kafka.bootstrap(), before.settings())))
                    .hasRootCauseInstanceOf(SaslAuthenticationException.class);

            without("producer", kafka);
            assertThatThrownBy(() -> publish(users.user("producer")))
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobodyElseOnTheMachineReadsIt() throws IOException {
        KafkaRights rights = KafkaRights.read();
        SecurityFolder security = security();
        var unused = new KafkaUsers(
                data.resolve("security/users"),
                rights,
                "127.0.0.1:1",
                security.certificates().authority());
        try (Stream<Path> all = Files.walk(data.resolve("security"))) {
            List<Path> files = all.toList();
            assertThat(files)
                    .hasSizeGreaterThan(20)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
            assertThat(files).noneMatch(file -> file.toString().endsWith(".p12"));
        }
        assertThat(unused.user("gateway").toString())
                .contains("sasl.jaas.config")
                .doesNotContain(Files.readString(data.resolve("security/users/gateway.password"))
                        .strip());
    }

    /** Gives the users their rights, but one of them none. */
    private void without(String user, EmbeddedKafka kafka) throws Exception {
        Map<String, List<KafkaRights.Right>> fewer =
                new HashMap<>(KafkaRights.read().services());
        fewer.put(user, List.of());
        SecurityFolder security = security();
        var users = new KafkaUsers(
                data.resolve("security/users"),
                new KafkaRights(fewer),
                kafka.bootstrap(),
                security.certificates().authority());
        KafkaAccess admin = security.broker().access(Certificates.ADMIN);
        try (Admin client = Admin.create(admin.client(Map.of()))) {
            users.apply(client);
        }
    }

    private EmbeddedKafka start() {
        opened = Optional.of(SecurityFolder.open(data.resolve("security"), StandardAuthorizer.class.getName()));
        return EmbeddedKafka.start(data.resolve("kafka"), Ports.free(), opened.map(SecurityFolder::broker));
    }

    private SecurityFolder security() {
        return opened.orElseGet(
                () -> SecurityFolder.open(data.resolve("security"), StandardAuthorizer.class.getName()));
    }

    private static void publish(KafkaAccess access) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                access.client(Map.of("max.block.ms", 5_000)), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("leads", "x".getBytes(UTF_8), "not a lead".getBytes(UTF_8)))
                    .get();
        }
    }
}
