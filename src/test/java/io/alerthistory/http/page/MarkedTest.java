package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class MarkedTest {

    /** With hits in brackets. */
    private static String shown(Marked line) {
        return line.parts().stream().map(part -> part.hit() ? "[" + part.text() + "]" : part.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
            "The tool failed, none, The tool failed",
            "The tool failed, TOOL, The [tool] failed",
            "tool tool, tool, [tool] [tool]",
            "aaaa, aa, [aa][aa]",
            "nothing here, xyz, nothing here",
            "' two   blanks ', none, two blanks",
            "'', none, ''" })
    void hitsAreMarked(String text, String term, String expected) {
        assertThat(shown(Marked.of(text, term))).isEqualTo(expected);
    }

    @Test
    void aLongTextIsShownAroundItsFirstHit() {
        String text = "a".repeat(500) + " needle " + "b".repeat(500);

        assertThat(shown(Marked.of(text, "needle"))).startsWith("…a").contains("[needle]").endsWith("b…").hasSizeLessThan(215);
        assertThat(shown(Marked.of(text, null))).isEqualTo("a".repeat(200) + "…");
    }

    @Test
    void aCharacterIsNotCutInTwo() {
        assertThat(shown(Marked.of("x" + "\ud83d\udd25".repeat(200), null))).endsWith("\ud83d\udd25…");
    }

    @Property
    void theLineIsThePartOfTheText(@ForAll String text, @ForAll @AlphaChars @StringLength(min = 1, max = 3) String term) {
        Marked line = Marked.of(text, term);
        String joined = line.parts().stream().map(Marked.Part::text).filter(part -> !part.equals("…"))
                .collect(Collectors.joining());

        assertThat(text.strip().replaceAll("\\s+", " ")).contains(joined);
        assertThat(line.parts()).filteredOn(Marked.Part::hit)
                .allSatisfy(part -> assertThat(part.text()).isEqualToIgnoringCase(term));
    }
}
