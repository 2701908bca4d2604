package io.leadstream.standalone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where operators reach a service's process; keys beside the service's own in its file.
 *
 * @param operationsHost address to listen at; 127.0.0.1
 * @param operationsPort port to listen at; 0 is any free one; 9464
 */
record OperationsConfig(String operationsHost, Integer operationsPort) {

    private static final int DEFAULT_PORT = 9464;

    OperationsConfig(@Nullable String operationsHost, @Nullable Integer operationsPort) {
        this.operationsHost = Objects.requireNonNullElse(operationsHost, "127.0.0.1");
        this.operationsPort = Objects.requireNonNullElse(operationsPort, DEFAULT_PORT);
        if (this.operationsHost.isBlank()) {
            throw new IllegalArgumentException("operations_host is blank");
        }
        if (this.operationsPort < 0 || this.operationsPort > 65_535) {
            throw new IllegalArgumentException("operations_port is not 0 to 65535");
        }
    }
}
