package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.DncEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DncFileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7275551111                                  | Phone[identity=17275551111]",
                "(727) 555-1111                              | Phone[identity=17275551111]",
                "+44 7700 900001                             | Phone[identity=447700900001]",
                "727,5551111                                 | Phone[identity=17275551111]",
                "727                                         | AreaCode[digits=727]",
                "72755                                       | Bad[why=neither a number of 6 to 16 digits nor an area code]",
                "name,phone;Bob,7275551111                   | Phone[identity=17275551111]",
                "Phone,Name;\"727-555-1111\",\"Lee, Ann\"    | Phone[identity=17275551111]",
                "phone_code,number;44,07700900001            | Phone[identity=447700900001]",
                "name,phone;Bob                              | Bad[why=no number in column 2]",
                "phone;call 7275551111                       | Bad[why=neither a number of 6 to 16 digits nor an area code]",
                "phone;213                                   | AreaCode[digits=213]",
            })
    void aLineIsANumberAnAreaCodeOrBad(String lines, String last) {
        DncFile file = new DncFile(Optional.empty());
        DncFile.Line read = new DncFile.Line.Nothing();
        for (String line : lines.split(";", -1)) {
            read = file.read(line);
        }
        assertThat(read).hasToString(last);
    }

    @Test
    void aHeaderMustNameTheNumber() {
        assertThatThrownBy(() -> new DncFile(Optional.empty()).read("first_name,last_name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("header");
    }

    @Test
    void anImportLeavesWhatOtherListsSay() {
        Optional<DncEntry> entry = change("", false).of(Optional.empty());
        assertThat(entry.orElseThrow().getListedBy()).containsExactly("");
        assertThat(entry.orElseThrow().getListings()).isEmpty();
        entry = change("C", false).of(entry);
        assertThat(entry.orElseThrow().getListedBy()).containsExactly("", "C");
        assertThat(DncChange.listing(entry.orElseThrow(), "").getVersion()).contains("version of ");
        assertThat(DncChange.listing(entry.orElseThrow(), "C").getVersion()).contains("version of C");
        entry = change("", true).of(entry);
        assertThat(entry.orElseThrow().getListedBy()).containsExactly("C");
        assertThat(entry.orElseThrow().getVersion()).contains("version of C");
        assertThat(change("C", true).of(entry)).isEmpty();
        assertThat(List.of(
                        change("C", true).concernsOthers(entry.orElseThrow()),
                        change("D", true).concernsOthers(entry.orElseThrow())))
                .containsExactly(false, true);
    }

    private static DncChange change(String list, boolean remove) {
        return new DncChange(list, remove, "source of " + list, "version of " + list, Instant.EPOCH);
    }
}
