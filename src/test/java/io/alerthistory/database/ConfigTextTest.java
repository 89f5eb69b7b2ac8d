package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What goes into the configuration comes out of it, through Quarkus's own reading. */
class ConfigTextTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("$\\{}:, a\n").ofMinLength(1).ofMaxLength(12);
    }

    @Property
    void comesOutAsItWentIn(@ForAll("texts") String text) {
        assertThat(config(text).getConfigValue("key").getValue()).isEqualTo(text);
    }

    @Property
    void anElementOfAListComesOutAsItWentIn(@ForAll("texts") String text) {
        SmallRyeConfig config = config(ConfigText.element(text) + "," + ConfigText.element("b"));

        assertThat(config.getValues("key", String.class)).isEqualTo(List.of(text, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a${b}c", "a$$b", "a\\$b", "\\\\$", "a\\b,c\\\\d", "$", "${", "pw ", "pw\n", " ${a:b} " })
    void keepsWhatLooksLikeAnExpression(String text) {
        assertThat(config(text).getValue("key", String.class)).isEqualTo(text);
        assertThat(config(text).getOptionalValue("key", String.class)).contains(text);
    }

    private static SmallRyeConfig config(String text) {
        Map<String, String> keys = new HashMap<>(Map.of("key", text));
        ConfigText.escape(keys);
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(keys, "settings", 275)).build();
    }
}
