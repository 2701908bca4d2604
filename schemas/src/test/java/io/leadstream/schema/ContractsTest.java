package io.leadstream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContractsTest {

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final Contracts contracts = Contracts.over(registry);

    @Test
    void aRecordComesBackAsItWas() {
        var serde = contracts.serde(Topics.LEADS);
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("e-1")
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("acme")
                .setLead(Lead.newBuilder().setPhone("7275551111").build())
                .build();

        byte[] bytes = serde.serializer().serialize("leads", event);

        assertThat(serde.deserializer().deserialize("leads", bytes)).isEqualTo(event);
    }

    @Tag("correctness-20")
    @Test
    void aWarmSerdeNeverAsksTheRegistry() {
        var serde = contracts.serde(Topics.DELIVERY_CANCELS);
        long warm = registry.calls();
        for (int i = 0; i < 1000; i++) {
            DeliveryCancel cancel = DeliveryCancel.newBuilder()
                    .setDeliveryId(i + ":croco")
                    .setLeadId(i)
                    .setVendor("croco")
                    .setPhone("17275551111")
                    .setCancelId(i + 1)
                    .setRequestedAt(Instant.ofEpochMilli(i))
                    .build();
            serde.deserializer().deserialize("t" + i, serde.serializer().serialize("t" + i, cancel));
        }
        assertThat(registry.calls()).isEqualTo(warm);
    }

    @Test
    void whatIsNoRecordOfTheTopicIsRefused() {
        var leads = contracts.serde(Topics.LEADS).deserializer();
        var routing = contracts.serde(Topics.ROUTING).serializer();
        byte[] other = routing.serialize(
                "routing",
                Routing.newBuilder()
                        .setVersion(1)
                        .setAppliedAt(Instant.EPOCH)
                        .setCampaigns(java.util.List.of())
                        .setLists(java.util.List.of())
                        .setVendors(java.util.List.of())
                        .build());
        for (byte[] bytes : new byte[][] {
            other,
            {},
            {0},
            {0, 0, 0, 0, 1},
            {0, 0, 0, 0, 1, 2, 3},
            {0, 9, 9, 9, 9, 1},
            "{\"phone\":1}".getBytes(StandardCharsets.UTF_8)
        }) {
            assertThatThrownBy(() -> leads.deserialize("leads", bytes)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void aRegistryThatIsAwayIsNoFaultOfTheBytes() {
        var leads = contracts.serde(Topics.LEADS).deserializer();
        registry.away(true);
        byte[] ofAContractNotSeenBefore = {0, 0, 0, 9, 9, 1};
        assertThatThrownBy(() -> leads.deserialize("leads", ofAContractNotSeenBefore))
                .isInstanceOf(IllegalStateException.class);
    }

    @Tag("correctness-20")
    @Test
    void everyFieldIsDocumentedAndEveryEnumDefaultsToUnknown() {
        for (Class<?> type : Contracts.records()) {
            check(SpecificData.get().getSchema(type));
        }
    }

    private static void check(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
                for (Schema.Field field : schema.getFields()) {
                    assertThat(field.doc())
                            .as(schema.getName() + "." + field.name())
                            .isNotBlank();
                    check(field.schema());
                }
            }
            case ENUM ->
                assertThat(schema.getEnumDefault()).as(schema.getFullName()).isEqualTo("UNKNOWN");
            case ARRAY -> check(schema.getElementType());
            case MAP -> check(schema.getValueType());
            case UNION -> schema.getTypes().forEach(ContractsTest::check);
            default -> {}
        }
    }
}
