package io.leadstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneIdentityTest {

    private static final List<String> CODES = List.of("1", "1", "1", "44", "7", "999");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "7275551111, -, 17275551111",
                "(727) 555-1111, 1, 17275551111",
                "17275551111, 1, 17275551111",
                "+17275551111, -, 17275551111",
                "+447840258823, -, 447840258823",
                "07840258823, 44, 447840258823",
                "7840258823, 44, 447840258823",
                "1234567890123456, 1, 1234567890123456",
                "123456, 999, 999123456",
                "12345678, 800, 80012345678",
                "72755, 1, -",
                "12345678901234567, 1, -",
                "no number, 1, -",
            })
    void identity(String phone, String code, String identity) {
        assertThat(PhoneIdentity.of(phone, Optional.ofNullable(code))).isEqualTo(Optional.ofNullable(identity));
    }

    @Test
    void whatIsKnownWithoutTheLibraryIsWhatTheLibrarySays() {
        Random random = new Random(19);
        for (int i = 0; i < 50_000; i++) {
            String phone = number(random);
            String code = CODES.get(random.nextInt(CODES.size()));
            String digits = PhoneIdentity.digits(phone);
            String said =
                    PhoneIdentity.parse(digits, code, phone.startsWith("+")).orElse(code + digits);
            assertThat(PhoneIdentity.of(phone, Optional.of(code)))
                    .as("%s of calling code %s, seed 19", phone, code)
                    .contains(said);
        }
    }

    /** With and without plus and calling code, mostly as long as numbers of calling code 1 are. */
    private static String number(Random random) {
        String digits = "%010d".formatted(random.nextLong(10_000_000_000L));
        return switch (random.nextInt(6)) {
            case 0 -> "+1" + digits;
            case 1 -> "1" + digits;
            case 2 -> "+" + digits;
            case 3 -> digits + random.nextInt(1_000);
            case 4 -> digits.substring(random.nextInt(4));
            default -> digits;
        };
    }
}
