package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.schema.Agent;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts in a real registry: registered once, found by their content, and not asked for again. */
class RegisteredContractsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Client client = new Client();

    @Test
    void aWarmServiceWorksOnWithoutARegistry() {
        Map<Class<? extends SpecificRecord>, Serde<SpecificRecord>> serdes = new HashMap<>();
        try (RegistryServer registry = start()) {
            new ContractSetup(registry.url()).apply();
            Contracts contracts = Contracts.at(registry.url(), Map.of());
            for (Class<? extends SpecificRecord> type : Contracts.records()) {
                serdes.put(type, serde(contracts, type));
            }
            roundTrip(serdes, "while it runs");
        }
        roundTrip(serdes, "deliveries.a-vendor-that-came-later");
    }

    @Test
    void whatHasNoContractIsASerializationException() {
        Contracts contracts = Contracts.at(Backbone.shared().registry(), Map.of());
        var leads = contracts.serde(Topics.LEADS).deserializer();
        byte[] unknownId =
                ByteBuffer.allocate(7).put((byte) 0).putInt(Integer.MAX_VALUE).array();
        assertThatThrownBy(() -> leads.deserialize("leads", unknownId)).isInstanceOf(SerializationException.class);
        byte[] other = serde(contracts, Agent.class).serializer().serialize("agents", sample(Agent.class));
        assertThatThrownBy(() -> leads.deserialize("leads", other)).isInstanceOf(SerializationException.class);
    }

    @Test
    void registeringAgainChangesNothing() {
        String url = Backbone.shared().registry();
        new ContractSetup(url).apply();
        assertThat(client.json(url + "/admin/rules/COMPATIBILITY")
                        .path("config")
                        .asText())
                .isEqualTo("FULL_TRANSITIVE");
        String group = url + "/groups/" + Contracts.GROUP + "/artifacts";
        assertThat(client.json(group + "?limit=100").path("count").asInt())
                .isEqualTo(Contracts.records().size());
        for (Class<?> type : Contracts.records()) {
            assertThat(client.json(group + "/" + type.getSimpleName() + "/versions")
                            .path("count")
                            .asInt())
                    .as(type.getSimpleName())
                    .isEqualTo(1);
        }
    }

    @Test
    void anIncompatibleContractIsRefusedByName() throws Exception {
        try (RegistryServer registry = start()) {
            String other =
                    "{\"type\":\"record\",\"name\":\"Agent\",\"namespace\":\"io.leadstream.schema\",\"fields\":[{\"name\":\"vendor\",\"type\":\"int\"}]}";
            Map<String, Object> artifact = Map.of(
                    "artifactId",
                    "Agent",
                    "artifactType",
                    "AVRO",
                    "firstVersion",
                    Map.of("content", Map.of("content", other, "contentType", "application/json")));
            String group = registry.url() + "/groups/" + Contracts.GROUP + "/artifacts";
            assertThat(client.postJson(group, JSON.writeValueAsString(artifact)).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> new ContractSetup(registry.url()).apply())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the registry refuses contract Agent: ")
                    .hasMessageContaining("ncompatible")
                    .message()
                    .doesNotContain("\"title\"", "\n");
        }
    }

    @Tag("correctness-21")
    @Test
    void aRegistryComesBackOnItsDataAndEndsTheOneThatWasLeft() {
        try (RegistryServer left = start()) {
            new ContractSetup(left.url()).apply();
            long before = System.nanoTime();
            try (RegistryServer next = start()) {
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
                Serde<SpecificRecord> agents = serde(Contracts.at(next.url(), Map.of()), Agent.class);
                roundTrip(Map.of(Agent.class, agents), "agents");
            }
        }
    }

    private RegistryServer start() {
        return RegistryServer.start(Backbone.registryProgram(), folder.resolve("registry"), Ports.free());
    }

    private static void roundTrip(Map<Class<? extends SpecificRecord>, Serde<SpecificRecord>> serdes, String topic) {
        serdes.forEach((type, serde) -> {
            // Bytes are compared, since Avro cannot compare arrays of records with times in them.
            byte[] bytes = serde.serializer().serialize(topic, sample(type));
            SpecificRecord read = serde.deserializer().deserialize(topic, bytes);
            assertThat(read).isInstanceOf(type);
            assertThat(serde.serializer().serialize(topic, read)).isEqualTo(bytes);
        });
    }

    /** A record of a type whose every field is filled, the same each time. */
    private static SpecificRecord sample(Class<? extends SpecificRecord> type) {
        Schema schema = SpecificData.get().getSchema(type);
        Object plain = new RandomData(GenericData.get(), schema, 1, 20_261_120L, false)
                .iterator()
                .next();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<Object>(schema).write(plain, encoder);
            return new SpecificDatumReader<SpecificRecord>(schema, schema, SpecificData.getForClass(type))
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Serde<SpecificRecord> serde(Contracts contracts, Class<? extends SpecificRecord> type) {
        return (Serde<SpecificRecord>) contracts.serde(type);
    }
}
