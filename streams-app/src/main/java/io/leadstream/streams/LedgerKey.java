package io.leadstream.streams;

import io.leadstream.schema.LeadId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the ledger's stores, which sort as it needs them.
 *
 * <p>Steps: partition of the id (2 bytes), the rest of the id (8 bytes), the step's name. Leads of one partition of
 * {@code leads} therefore lie in the order in which they were submitted, so that what is old lies together at the beginning
 * and no index by time is kept. Phones: the phone, a zero byte, the id.
 */
final class LedgerKey {

    private static final int LEAD = Short.BYTES + Long.BYTES;

    private LedgerKey() {}

    /** Where the steps of a partition's leads begin. */
    static Bytes partition(int partition) {
        return Bytes.wrap(
                ByteBuffer.allocate(Short.BYTES).putShort((short) partition).array());
    }

    /** Where the steps of a lead begin. */
    static Bytes lead(long leadId) {
        return step(leadId, "");
    }

    static Bytes step(long leadId, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(LEAD + text.length)
                .putShort((short) LeadId.partition(leadId))
                .putLong(leadId / LeadId.MOST_PARTITIONS)
                .put(text)
                .array());
    }

    /** The partition that the id of a step's lead names. */
    static int partitionOf(Bytes step) {
        return Short.toUnsignedInt(ByteBuffer.wrap(step.get()).getShort());
    }

    /** The lead of a step. */
    static long leadOf(Bytes step) {
        ByteBuffer key = ByteBuffer.wrap(step.get());
        int partition = Short.toUnsignedInt(key.getShort());
        return key.getLong() * LeadId.MOST_PARTITIONS + partition;
    }

    /** An entry of a phone; those of one phone lie in the order of their ids. */
    static Bytes phone(String phone, long leadId) {
        byte[] name = phone.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(leadId)
                .array());
    }

    /** The lead of a phone's entry. */
    static long leadOfPhone(Bytes entry) {
        return ByteBuffer.wrap(entry.get()).getLong(entry.get().length - Long.BYTES);
    }
}
