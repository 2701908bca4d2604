package io.leadstream.streams;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes questions to whoever keeps the part of the ledger that they are about, by Kafka Streams' own metadata. */
final class LedgerRouter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LedgerRouter.class);
    private static final StreamPartitioner<Integer, Object> ITSELF =
            (topic, partition, value, count) -> Optional.of(Set.of(partition));

    private final KafkaStreams streams;
    private final Optional<HostInfo> self;
    private final LedgerPeers peers = new LedgerPeers();

    /**
     * A router of an instance.
     *
     * @param self where other instances reach this one; empty: nobody is asked
     */
    LedgerRouter(KafkaStreams streams, Optional<HostInfo> self) {
        this.streams = streams;
        this.self = self;
    }

    /**
     * Asks whoever keeps a partition: this instance, the one that does, one that keeps a copy.
     *
     * @param here the answer from what this instance keeps, be it a copy if it is given true
     */
    LedgerAnswer ask(int partition, boolean forwarded, String path, Function<Boolean, LedgerAnswer> here) {
        try {
            return here.apply(false);
        } catch (InvalidStateStoreException e) {
            log.atDebug().addKeyValue("partition", partition).log("this part of the ledger is not here");
        }
        KeyQueryMetadata owner = owner(partition);
        if (self.isEmpty() || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return new LedgerAnswer.Unavailable("It is not known yet who keeps this part of the ledger.");
        }
        for (HostInfo host : Stream.concat(Stream.of(owner.activeHost()), owner.standbyHosts().stream())
                .toList()) {
            LedgerAnswer answer = ask(host, owner, forwarded, path, here);
            if (!(answer instanceof LedgerAnswer.Unavailable)) {
                return answer;
            }
        }
        return new LedgerAnswer.Unavailable("Who keeps this part of the ledger restores it or is gone.");
    }

    private LedgerAnswer ask(
            HostInfo host,
            KeyQueryMetadata owner,
            boolean forwarded,
            String path,
            Function<Boolean, LedgerAnswer> here) {
        boolean ours = host.equals(self.orElseThrow());
        if (!ours) {
            return forwarded ? new LedgerAnswer.Unavailable("It was forwarded once.") : peers.ask(host, path);
        }
        if (host.equals(owner.activeHost())) {
            return new LedgerAnswer.Unavailable("It restores.");
        }
        try {
            return here.apply(true);
        } catch (InvalidStateStoreException e) {
            return new LedgerAnswer.Unavailable("The copy is not there yet.");
        }
    }

    private KeyQueryMetadata owner(int partition) {
        try {
            return streams.queryMetadataForKey(LedgerBook.STEPS, partition, ITSELF);
        } catch (IllegalStateException e) {
            return KeyQueryMetadata.NOT_AVAILABLE;
        }
    }

    @Override
    public void close() {
        peers.close();
    }
}
