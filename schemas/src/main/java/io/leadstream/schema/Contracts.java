package io.leadstream.schema;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeFactory;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import io.apicurio.registry.serde.avro.strategy.RecordIdStrategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes for the contracts, over one registry.
 *
 * <p>A value is a zero byte, the registry's 4-byte content id, and Avro. Contracts are registered when the system is
 * deployed, never by a writer; a serde looks a schema up by its content when it first meets it and not again, so that
 * the registry may be down once a service is warm ({@link #serde} warms the serde it returns).
 */
public final class Contracts {

    /** Artifacts are grouped by the records' namespace: one artifact per record type (correctness.md 20). */
    public static final String GROUP = "io.leadstream.schema";

    private static final List<Class<? extends SpecificRecord>> RECORDS = List.of(
            LeadEvent.class,
            LeadDecision.class,
            Delivery.class,
            DeliveryOutcome.class,
            DeliveryCancel.class,
            DeliveryResult.class,
            LeadStep.class,
            Routing.class,
            DncEntry.class,
            Agent.class,
            CallRecord.class,
            VendorHealth.class,
            PlacedEvent.class,
            LeadEntry.class,
            LeadClaim.class,
            HeldItem.class,
            PendingAnswer.class,
            LedgerStep.class);

    private final Map<String, Object> config;
    private final RegistryClientFacade registry;

    private Contracts(Map<String, Object> config, RegistryClientFacade registry) {
        this.config = config;
        this.registry = registry;
    }

    /**
     * Contracts over a running registry.
     *
     * @param url the registry's API, such as {@code http://localhost:8081/apis/registry/v3}
     * @param settings further settings of Apicurio's serdes, such as credentials; they win over ours
     */
    public static Contracts at(String url, Map<String, String> settings) {
        Map<String, Object> config = common();
        config.putAll(client(url, settings));
        return new Contracts(config, RegistryClientFacadeFactory.create(new SchemaResolverConfig(config)));
    }

    /**
     * The settings of a client of a registry, as {@link #at} makes one (docs/decisions/0017).
     *
     * @param settings further ones, such as credentials; they win over ours
     */
    public static Map<String, Object> client(String url, Map<String, String> settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(SchemaResolverConfig.REGISTRY_URL, url);
        config.put(SchemaResolverConfig.HTTP_ADAPTER, "JDK");
        config.putAll(settings);
        return config;
    }

    /** Contracts over a registry client of the caller's, with the wire format of the real one. */
    public static Contracts over(RegistryClientFacade registry) {
        Map<String, Object> config = common();
        config.put(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, true);
        return new Contracts(config, registry);
    }

    /** Every record that is a value of a topic or of a store: one artifact of the registry each. */
    public static List<Class<? extends SpecificRecord>> records() {
        return RECORDS;
    }

    /**
     * A warm serde for the values of a topic.
     *
     * @throws RuntimeException if the registry cannot be reached or does not know the contract
     */
    public <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return serde(topic.type());
    }

    /** A warm serde for records of a type, on whatever topic or in whatever store; throws as {@link #serde(Topic)}. */
    public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        var serializer = new AvroKafkaSerializer<Object>(registry);
        serializer.configure(config, false);
        var deserializer = new AvroKafkaDeserializer<Object>(registry);
        deserializer.configure(config, false);
        warm(serializer, deserializer, type);
        return Serdes.serdeFrom(new ContractSerializer<>(serializer), new ContractDeserializer<>(type, deserializer));
    }

    /** Looks both directions up in the registry, with a record of the type that means nothing. */
    private static void warm(Serializer<Object> serializer, Deserializer<?> deserializer, Class<?> type) {
        Schema schema = SpecificData.get().getSchema(type);
        Object sample = new RandomData(GenericData.get(), schema, 1, 0L, false)
                .iterator()
                .next();
        deserializer.deserialize("warm", serializer.serialize("warm", sample));
    }

    private static Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(SchemaResolverConfig.DEREFERENCE_SCHEMA, true);
        config.put(SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY, RecordIdStrategy.class.getName());
        // A reader's cache of a content id would end after 30 s; contents never change under their id.
        config.put(SchemaResolverConfig.CHECK_PERIOD_MS, Long.MAX_VALUE / 2_000_000);
        config.put(AvroSerdeConfig.AVRO_DATUM_PROVIDER, RecordDatumProvider.class.getName());
        return config;
    }
}
