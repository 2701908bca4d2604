package io.leadstream.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * How RocksDB keeps the stores. Most phones and events that the pipeline asks for were never heard of, so what counts is
 * to say no quickly: Kafka Streams leaves the Bloom filters of the largest files out, which suits stores that are mostly
 * asked for what they have, and here each no would read a block of the largest file.
 */
public final class StoreSettings implements RocksDBConfigSetter {

    /** Share of a write buffer that goes to its own Bloom filter. */
    private static final double BUFFER_FILTER = 0.05;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        options.setOptimizeFiltersForHits(false);
        options.setMemtablePrefixBloomSizeRatio(BUFFER_FILTER);
        options.setMemtableWholeKeyFiltering(true);
    }

    /** Nothing to close: what the options hold is Kafka Streams' own. */
    @Override
    public void close(String store, Options options) {}
}
