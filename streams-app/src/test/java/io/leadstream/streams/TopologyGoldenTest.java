package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.InMemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/**
 * The printed topology is the golden file, and the README's picture is drawn from it.
 *
 * <p>After a change that is meant: {@code ./mvnw -pl streams-app -am test -Dtest=TopologyGoldenTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden=write}, and read the difference.
 */
class TopologyGoldenTest {

    private static final Path GOLDEN = Path.of("topology.txt");
    private static final Path LEDGER = Path.of("ledger-topology.txt");
    private static final Path README = Path.of("../README.md");
    private static final String BEGIN = "<!-- picture: drawn from streams-app/topology.txt by TopologyGoldenTest -->\n";
    private static final String END = "<!-- end of picture -->";

    private final TopologyDescription topology = new LeadTopology(
                    Contracts.over(new InMemoryRegistry()), 4, 0, ReferenceFiles.shipped())
            .build()
            .describe();

    @Test
    void theTopologyIsTheGoldenFile() throws IOException {
        if (writes()) {
            Files.writeString(GOLDEN, topology.toString());
        }
        assertThat(topology.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void theLedgersTopologyIsItsGoldenFile() throws IOException {
        String ledger = new LedgerTopology(
                        Contracts.over(new InMemoryRegistry()), 4, Duration.ofDays(30), (partition, time) -> {})
                .build()
                .describe()
                .toString();
        if (writes()) {
            Files.writeString(LEDGER, ledger);
        }
        assertThat(ledger).isEqualTo(Files.readString(LEDGER));
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        String picture = TopologyPicture.draw(topology);
        if (writes()) {
            Files.writeString(README, readme.substring(0, begin) + picture + readme.substring(end));
        } else {
            assertThat(readme.substring(begin, end)).isEqualTo(picture);
        }
    }

    private static boolean writes() {
        return "write".equals(System.getProperty("golden"));
    }
}
