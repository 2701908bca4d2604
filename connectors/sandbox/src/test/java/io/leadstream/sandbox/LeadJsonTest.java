package io.leadstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Callback;
import io.leadstream.schema.Card;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Gender;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadJsonTest {

    @Test
    void aLeadShowsWhatItSaysAndNothingElse() {
        Lead lead = Lead.newBuilder()
                .setPhone("7275551111")
                .setFirstName("Zoë")
                .setGender(Gender.FEMALE)
                .setCustomFields(Map.of("Colour", "red"))
                .setCard(Card.newBuilder()
                        .setCiphertext(ByteBuffer.wrap("4111111".getBytes(StandardCharsets.UTF_8)))
                        .setLastFour("1111")
                        .build())
                .setSettings(LeadSettings.newBuilder()
                        .setDuplicateChecks(List.of(DuplicateCheck.newBuilder()
                                .setScope(DuplicateScope.LIST)
                                .setWindowDays(90)
                                .build()))
                        .setPriority(-5)
                        .setDelaySeconds(3)
                        .setAddToHopper(true)
                        .setCallback(Callback.newBuilder().setAt("NOW").build())
                        .build())
                .build();

        assertThat(LeadJson.of(List.of(new KeptLead(7, "e-1", Instant.EPOCH, "17275551111", lead, true)))
                        .toString())
                .isEqualTo(
                        "[{\"vendor_lead_id\":7,\"event_id\":\"e-1\",\"received_at\":\"1970-01-01T00:00:00Z\","
                                + "\"cancelled\":true,\"card_number\":\"4111111\",\"lead\":{\"phone\":\"7275551111\",\"first_name\":\"Zoë\","
                                + "\"gender\":\"FEMALE\",\"custom_fields\":{\"Colour\":\"red\"},"
                                + "\"card\":{\"ciphertext\":\"7 bytes\",\"last_four\":\"1111\"},"
                                + "\"settings\":{\"duplicate_checks\":[{\"scope\":\"LIST\",\"window_days\":90}],"
                                + "\"add_to_hopper\":true,\"priority\":-5,\"delay_seconds\":3,\"callback\":{\"at\":\"NOW\"}}}}]");
    }

    @Test
    void anEmptyLeadIsAnEmptyObject() {
        Lead lead = Lead.newBuilder().build();

        assertThat(LeadJson.of(List.of(new KeptLead(1, "e", Instant.EPOCH, "", lead, false)))
                        .get(0)
                        .get("lead"))
                .isEmpty();
    }
}
