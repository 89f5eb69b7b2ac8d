package io.alerthistory.storage.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SqlTemplateTest {

    @Test
    void fillsInEveryPlaceOfAName() {
        assertThat(SqlTemplate.of("select {key} from t where {key} = {id}").with("key", "a").with("id", "$1").sql())
                .isEqualTo("select a from t where a = $1");
    }

    @Test
    void refusesAPartThatHasNoPlace() {
        assertThatThrownBy(() -> SqlTemplate.of("select {key}").with("id", "$1")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("{id} does not stand in: select {key}");
    }

    @Test
    void refusesAStatementThatLacksAPart() {
        assertThatThrownBy(() -> SqlTemplate.of("select {key} from {table}").with("key", "a").sql())
                .isInstanceOf(IllegalStateException.class).hasMessage("{table} is not filled in: select a from {table}");
    }
}
