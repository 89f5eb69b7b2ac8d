package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTest {

    @ParameterizedTest
    @CsvSource({ "PostgresReplicationLag, Postgres|Replication|Lag", "node_memory-high, node_|memory-|high",
            "HTTPServerDown, HTTP|Server|Down", "Disk2Full, Disk2|Full", "shop.example.org, shop.|example.|org",
            "a=b:c/d, a=|b:|c/|d", "_Leading, _|Leading", "ÜberLast, Über|Last", "plain words, plain words",
            "<b>Bold</b>, <b>Bold</|b>" })
    void aLineBreaksBetweenTheWordsOfAName(String name, String parts) {
        assertThat(Name.of(name).parts()).containsExactly(parts.split("\\|"));
    }

    @Test
    void aNameWithoutACharacterHasNoParts() {
        assertThat(Name.of("").parts()).isEmpty();
    }

    @Test
    void nothingOfALongNameIsLost() {
        String name = "aB_".repeat(10_000);

        List<String> parts = Name.of(name).parts();

        assertThat(parts).hasSize(100);
        assertThat(String.join("", parts)).isEqualTo(name);
    }
}
