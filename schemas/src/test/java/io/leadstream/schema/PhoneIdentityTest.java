package io.leadstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneIdentityTest {

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
}
