package io.leadstream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LeadIdTest {

    @Test
    void anIdIsThePlaceInTheLog() {
        assertThat(LeadId.of(0, 3, 189)).isEqualTo(189 * 1024 + 3);
        assertThat(LeadId.partition(LeadId.of(7, 1023, 12345))).isEqualTo(1023);
        assertThat(LeadId.offset(LeadId.of(7, 1023, 12345))).isEqualTo(12345);
        assertThat(LeadId.of(255, 1023, (1L << 35) - 1)).isEqualTo((1L << 53) - 1);
    }

    @Tag("correctness-15")
    @Test
    void aPlaceThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> LeadId.of(0, 1024, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeadId.of(256, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LeadId.of(0, 0, 1L << 35)).isInstanceOf(IllegalArgumentException.class);
    }
}
