package io.alerthistory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PriceTableTest {

    private static final PriceTable TABLE = PriceTable
            .parse("gpt-x=2.5:10, gpt-x-mini = 0.15 : 0.6 ,claude*=3:15,claude-small*=0.000001:1,a/b:free=0:0,eq=ual=1:2");

    @ParameterizedTest
    @CsvSource({
            "gpt-x,          1000000, 0,       2500000000",
            "gpt-x,          0,       1000000, 10000000000",
            "gpt-x,          1,       1,       12500",
            "gpt-x-mini,     1,       0,       150",
            "gpt-x-nano,     1,       1,       ",
            "claude-opus,    1,       1,       18000",
            "claude,         1,       1,       18000",
            "claude-small-2, 1000,    0,       1",
            "claude-small-2, 499,     0,       0",
            "claude-small-2, 500,     0,       1",
            "a/b:free,       5,       5,       0",
            "eq=ual,         1,       1,       3000",
            "gpt-x,          ,        1,       ",
            "gpt-x,          1,       ,        ",
            "gpt-x,          1000000000000, 1000000000000, " })
    void aCallCostsWhatItsModelDoes(String model, @Nullable Long input, @Nullable Long output, @Nullable Long nanoUsd) {
        assertThat(TABLE.costNanoUsd(model, input, output)).isEqualTo(nanoUsd);
    }

    @ParameterizedTest
    @ValueSource(strings = { "gpt-x", "gpt-x=1", "gpt-x=1:", "=1:2", " =1:2", "gpt-x=-1:2", "gpt-x=1:2,", ",", "gpt-x=1:2:3",
            "gpt-x=1e3:2", "gpt-x=1234567:2", "gpt-x=$1:2", "gpt-x=1.:2" })
    void whatIsNoPriceIsNamed(String text) {
        assertThatThrownBy(() -> PriceTable.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model=input:output");
    }

    @Test
    void aModelHasOnePrice() {
        assertThatThrownBy(() -> PriceTable.parse("a=1:2,b=1:2,a=1:2")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a twice");
    }

    @Property
    void readsOrRefusesAnything(@ForAll String text) {
        Map<String, PriceTable.Price> prices;
        try {
            prices = PriceTable.parse(text).prices();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).startsWith("must");
            return;
        }
        assertThat(prices).isNotEmpty();
    }
}
