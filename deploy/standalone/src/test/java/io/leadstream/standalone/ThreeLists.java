package io.leadstream.standalone;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A routing without vendors: campaign A has lists 101 and 102, campaign B has 201 and 999. */
final class ThreeLists {

    private ThreeLists() {}

    /** Makes the topics on an empty broker and publishes the routing. */
    static void deploy(String bootstrap, Contracts contracts) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new TopicSetup(admin, (short) 1).fixed(StandaloneConfig.PARTITIONS);
        }
        Routing routing = Routing.newBuilder()
                .setVersion(1)
                .setAppliedAt(Instant.EPOCH)
                .setCampaigns(List.of(campaign("A"), campaign("B")))
                .setLists(List.of(list("101", "A"), list("102", "A"), list("201", "B"), list("999", "B")))
                .setVendors(List.of())
                .build();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new StringSerializer(),
                contracts.serde(Topics.ROUTING).serializer())) {
            producer.send(new ProducerRecord<>(Topics.ROUTING.name(), Topics.ROUTING_KEY, routing))
                    .get();
        }
    }

    private static Campaign campaign(String id) {
        return Campaign.newBuilder().setId(id).setName(id).build();
    }

    private static LeadList list(String id, String campaign) {
        return LeadList.newBuilder()
                .setId(id)
                .setName(id)
                .setCampaign(campaign)
                .setVendors(List.of())
                .build();
    }
}
