package io.leadstream.image;

import java.util.Arrays;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Opens a store; run inside the image by its test. */
final class StoreProbe {

    private StoreProbe() {}

    public static void main(String[] args) throws RocksDBException {
        RocksDB.loadLibrary();
        try (RocksDB store = RocksDB.open("/tmp/store")) {
            System.out.println("a store opened " + store.getLatestSequenceNumber());
        }
    }

    /** RocksDB's jar on a class path. */
    static String jar(String classPath) {
        return Arrays.stream(classPath.split(":", -1))
                .filter(entry -> entry.contains("/rocksdbjni-"))
                .findFirst()
                .orElseThrow();
    }
}
