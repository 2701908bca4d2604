package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskedBytesTest {

    @Test
    void textStaysTextWithoutLongNumbers() {
        assertThat(MaskedBytes.line("call 7275551111, pay 4111-1111-1111-1111".getBytes(UTF_8)))
                .isEqualTo("call 7275551111, pay ****-****-****-1111");
        assertThat(MaskedBytes.block("a\n4111 1111 1111 1111".getBytes(UTF_8))).isEqualTo("a\n**** **** **** 1111");
        assertThat(MaskedBytes.line(null)).isEqualTo("none");
    }

    /** What is no text is shown in hexadecimal, in which a number can be read as well. */
    @Test
    void hexadecimalDoesNotGiveANumberAway() {
        byte[] avro = "\u0000\u00014371449635398431 x".getBytes(UTF_8);
        assertThat(MaskedBytes.line(avro)).isEqualTo("0x0001" + "2a".repeat(12) + "3834333120" + "78");
        assertThat(MaskedBytes.block(avro))
                .contains("2a 2a 2a")
                .contains("..************84")
                .doesNotContain("34 33 37");
    }
}
