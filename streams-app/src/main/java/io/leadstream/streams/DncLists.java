package io.leadstream.streams;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.Topics;
import io.leadstream.streams.rules.ScreenRule;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is listed: the numbers of this task's partition, and every area code. */
final class DncLists implements ScreenRule.Lists {

    /** Numbers by identity, with the broker's time of what was said last. */
    static final String STORE = "dnc";

    /** Area codes, as bytes: a global store. */
    static final String AREAS = "dnc-areas";

    private static final Logger log = LoggerFactory.getLogger(DncLists.class);

    private final TimestampedKeyValueStore<String, DncEntry> numbers;
    private final KeyValueStore<String, byte[]> areas;
    private final Deserializer<DncEntry> deserializer;

    DncLists(ProcessingContext context, Deserializer<DncEntry> deserializer) {
        this.numbers = context.getStateStore(STORE);
        this.areas = context.getStateStore(AREAS);
        this.deserializer = deserializer;
    }

    /** What reads both topics. */
    static void add(StreamsBuilder builder, Contracts contracts, int partitions, DeadLetters letters) {
        Serde<DncEntry> entries = contracts.serde(Topics.DNC);
        builder.addStateStore(Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore(STORE), Serdes.String(), entries));
        StoreLoader.add(builder, Topics.DNC_AREAS, AREAS);
        KStream<byte[], byte[]> elsewhere = builder.stream(
                        Topics.DNC.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(Topics.DNC.name()))
                .process(() -> new DncStage(entries.deserializer(), partitions, letters), Named.as("list"), STORE);
        Produced<byte[], byte[]> asItIs = Produced.with(Serdes.ByteArray(), Serdes.ByteArray());
        elsewhere.to(Topics.DNC.name(), asItIs.withName(DncStage.MOVED));
        elsewhere.to(Topics.DEAD_LETTERS, asItIs.withName(DncStage.DEAD));
    }

    @Override
    public Optional<DncEntry> number(String phone) {
        return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(numbers.get(phone)));
    }

    /** An entry that cannot be read lists nothing, and is reported whenever it is met. */
    @Override
    public Optional<DncEntry> areaCode(String digits) {
        byte[] bytes = areas.get(digits);
        try {
            return Optional.ofNullable(deserializer.deserialize(Topics.DNC_AREAS.name(), bytes));
        } catch (SerializationException e) {
            log.atError()
                    .addKeyValue("topic", Topics.DNC_AREAS.name())
                    .addKeyValue("key", digits)
                    .log("the entry of an area code cannot be read and lists nothing");
            return Optional.empty();
        }
    }
}
