package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lane is set up from: configuration, vendors, credentials, addresses, cancels. */
class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void aConfigurationHasDefaults() {
        DispatcherConfig config = DispatcherConfig.of("kafka:9092", "http://registry", "a-1", "/credentials");
        assertThat(config.commitIntervalMs()).isEqualTo(20);
        assertThat(config.closingSeconds()).isEqualTo(30);
        assertThat(config.kafka()).isEmpty();
        assertThat(config.cardKeyset()).isEmpty();
        assertThat(config.withCardKeyset("/keys").cardKeyset()).isEqualTo("/keys");
    }

    @Test
    void aBadConfigurationSaysWhatIsWrong() {
        assertThatThrownBy(() -> DispatcherConfig.of(" ", "r", "i", "c")).hasMessage("bootstrapServers is missing");
        assertThatThrownBy(() -> DispatcherConfig.of("b", "r", "i i", "c")).hasMessageContaining("instanceId");
        assertThatThrownBy(() -> new DispatcherConfig("b", "r", "i", "c", 5_000, 0, 0, Map.of(), Map.of(), ""))
                .hasMessageContaining("commitIntervalMs is 5000");
        assertThatThrownBy(() -> new DispatcherConfig("b", "r", "i", "c", 0, -1, 0, Map.of(), Map.of(), ""))
                .hasMessageContaining("closingSeconds is -1");
    }

    @Test
    void aVendorsTimesFitIntoEachOther() {
        for (int timeout : List.of(1, 10_000, 60_000, 120_000)) {
            LaneSettings settings =
                    Deliveries.settings(limits().setRequestTimeoutMs(timeout).build());
            Duration request = settings.requestTimeout();
            assertThat(settings.freshness()).isGreaterThan(request);
            assertThat(settings.rebalanceTimeout()).isGreaterThan(request.plus(LaneSettings.MARGIN));
        }
    }

    @Test
    void theHostOfAVendorsAddressIsAllowedWhereNoneIsNamed() {
        assertThat(Deliveries.settings(limits().build()).hosts()).containsExactly("127.0.0.1");
    }

    @Test
    void aVendorIsAskedForReportsAsItsSettingsSay() {
        assertThat(PollSettings.of(Map.of())).isEmpty();
        assertThat(PollSettings.of(Map.of("poll_seconds", "30", "poll_overlap_minutes", "5")))
                .contains(new PollSettings(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(24)));
        for (String wrong : List.of("0", "-1", "often", "86401")) {
            assertThatThrownBy(() -> PollSettings.of(Map.of("poll_seconds", wrong)))
                    .hasMessage("poll_seconds is not 1 to 86400");
        }
    }

    @Test
    void aBadVendorSaysWhatIsWrong() {
        bad(limits().setConcurrency(0), "limits.concurrency is 0");
        bad(limits().setRequestTimeoutMs(900_000), "limits.request_timeout_ms is 900000");
        bad(limits().setMaxAgeMinutes(0), "limits.max_age_minutes is 0");
        bad(limits().setMaxAgeMinutes(10_081), "limits.max_age_minutes is 10081");
        bad(limits(-1L), "limits.retry_waits_ms is -1");
        Vendor vendor = Vendor.newBuilder(Deliveries.vendor(limits().build(), AfterUnknown.VERIFY))
                .setUrl("ftp://user:secret@host")
                .build();
        assertThatThrownBy(() -> LaneSettings.of(vendor)).hasMessage("url is no http or https address");
    }

    private static void bad(VendorLimits.Builder limits, String message) {
        assertThatThrownBy(() -> Deliveries.settings(limits.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Tag("correctness-21")
    @Test
    void credentialsAreReadFromTheirFolderOnly() throws IOException {
        Files.writeString(folder.resolve("acme"), "user=6666\npass=1234\n");
        Credentials credentials = new Credentials(folder);
        assertThat(credentials.read("acme")).isEqualTo(Map.of("user", "6666", "pass", "1234"));
        for (String name : List.of("../acme", "/etc/passwd", "..", "a/b", "")) {
            assertThatThrownBy(() -> credentials.read(name)).hasMessageContaining("no plain file name");
        }
        assertThatThrownBy(() -> credentials.read("none")).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "0.1.2.3",
                "240.0.0.1",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:0:1::",
                "::10.0.0.1"
            })
    void anAddressOfOurOwnIsRefusedUnlessAllowed(String address) throws UnknownHostException {
        assertThat(new AddressPolicy(false).allows(InetAddress.getByName(address)))
                .isFalse();
        assertThat(new AddressPolicy(true).allows(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"93.184.216.34,true", "2606:2800:220:1::1,true", "224.0.0.1,false", "0.0.0.0,false", "ff02::1,false"})
    void aPublicAddressIsAllowedAndAGroupNever(String address, boolean allowed) throws UnknownHostException {
        assertThat(new AddressPolicy(false).allows(InetAddress.getByName(address)))
                .isEqualTo(allowed);
    }

    @Test
    void aCancelIsKnownBeforeALaneHearsOfItAndForgottenWhenNothingCanBeAlive() {
        Cancels cancels = new Cancels();
        List<Boolean> known = new ArrayList<>();
        Consumer<String> lane = id -> known.add(cancels.has(id));
        cancels.tell(lane);
        cancels.add(cancel("1:acme"));
        cancels.tellNoMore(lane);
        cancels.add(cancel("2:acme"));
        assertThat(known).containsExactly(true);
        cancels.forgetOld(Deliveries.START.plus(Topics.LONGEST_MAX_AGE));
        assertThat(cancels.has("1:acme")).isTrue();
        cancels.forgetOld(Deliveries.START.plus(Topics.LONGEST_MAX_AGE).plusSeconds(61));
        assertThat(cancels.has("1:acme")).isFalse();
    }

    private static DeliveryCancel cancel(String id) {
        return DeliveryCancel.newBuilder()
                .setDeliveryId(id)
                .setLeadId(1)
                .setVendor("acme")
                .setPhone("1")
                .setCancelId(9)
                .setRequestedAt(Deliveries.START)
                .build();
    }
}
