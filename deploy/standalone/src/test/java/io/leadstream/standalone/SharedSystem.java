package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Utils;

/**
 * A whole system as it comes, that tests of this JVM share: for those who look only at leads of phones that are theirs, and
 * leave neither a routing nor a fault behind.
 */
record SharedSystem(Standalone.Addresses addresses, Contracts contracts, Records records) {

    private static final class Shared {
        static final SharedSystem INSTANCE = start();
    }

    static SharedSystem get() {
        return Shared.INSTANCE;
    }

    private static SharedSystem start() {
        Path folder = temporary();
        Standalone system = Standalone.start(StandaloneConfig.onFreePorts(folder, UnaryOperator.identity()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            system.close();
            delete(folder);
        }));
        return new SharedSystem(
                system.addresses(),
                system.contracts(),
                new Records(system.addresses().kafka(), system.contracts()));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("leadstream-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
