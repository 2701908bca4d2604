package io.leadstream.bench;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Topologies that decode each lead, put it into stores, write it out again, and decide nothing. */
final class Baselines {

    private Baselines() {}

    /**
     * A baseline.
     *
     * @param shape how much it does with each lead
     */
    static Subject.Baseline of(Contracts contracts, Shape shape) {
        Serde<LeadEvent> leads = contracts.serde(Topics.LEADS);
        List<String> stores =
                IntStream.range(0, shape.stores()).mapToObj(i -> "store-" + i).toList();
        List<String> sinks =
                IntStream.range(0, shape.sinks()).mapToObj(i -> "out-" + i).toList();
        Topology topology = new Topology();
        topology.addSource("leads", new StringDeserializer(), leads.deserializer(), Topics.LEADS.name());
        topology.addProcessor("work", () -> new Work(shape, stores, sinks), "leads");
        stores.forEach(store -> topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.String(), leads), "work"));
        sinks.forEach(sink -> topology.addSink(sink, Lab.OUT, new StringSerializer(), leads.serializer(), "work"));
        return new Subject.Baseline(topology);
    }

    /**
     * How much a topology does.
     *
     * @param stores that it has
     * @param sinks that it has
     * @param puts how many of the stores it reads and writes for each lead, once each
     * @param outputs records that it writes for each lead
     */
    record Shape(int stores, int sinks, int puts, int outputs) {

        static final Shape PASS_THROUGH = new Shape(0, 1, 0, 1);
        static final Shape ONE_STORE = new Shape(1, 1, 1, 1);
    }

    private static final class Work implements Processor<String, LeadEvent, String, LeadEvent> {

        private final Shape shape;
        private final List<String> names;
        private final List<String> sinks;
        private final List<KeyValueStore<String, LeadEvent>> stores = new ArrayList<>();
        private @Nullable ProcessorContext<String, LeadEvent> context;

        private Work(Shape shape, List<String> names, List<String> sinks) {
            this.shape = shape;
            this.names = names;
            this.sinks = sinks;
        }

        @Override
        public void init(ProcessorContext<String, LeadEvent> context) {
            this.context = context;
            names.forEach(name -> stores.add(context.getStateStore(name)));
        }

        @Override
        public void process(Record<String, LeadEvent> record) {
            for (int i = 0; i < shape.puts(); i++) {
                KeyValueStore<String, LeadEvent> store = stores.get(i % stores.size());
                if (store.get(record.key()) != null && i < stores.size()) {
                    throw new IllegalStateException("a lead that was here before");
                }
                store.put(record.key(), record.value());
            }
            for (int i = 0; i < shape.outputs(); i++) {
                Objects.requireNonNull(context).forward(record, sinks.get(i % sinks.size()));
            }
        }
    }
}
