package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "**bold** | <strong>bold</strong>",
            "# Title | <h3>Title</h3>",
            "###### Deep | <h6>Deep</h6>",
            "<script>alert(1)</script> | &lt;script&gt;alert(1)&lt;/script&gt;",
            "a <img src=x onerror=alert(1)> b | &lt;img src=x onerror=alert(1)&gt;",
            "[a](https://example.org) | <a rel=\"nofollow noopener noreferrer\" href=\"https://example.org\">a</a>",
            "![a picture](https://example.org/a.png) | <a rel=\"nofollow noopener noreferrer\" href=\"https://example.org/a.png\">a picture</a>",
            "![](https://example.org/a.png) | >Image</a>" })
    void textBecomesHtml(String markdown, String html) {
        assertThat(Markdown.html(markdown)).contains(html);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[a](javascript:alert(1))", "![a](javascript:alert(1))", "[a](data:text/html,x)",
            "[a](vbscript:x)", "<javascript:alert(1)>" })
    void anAddressThatIsNoPageLeadsNowhere(String markdown) {
        assertThat(Markdown.html(markdown)).doesNotContain("href=\"javascript", "href=\"data", "href=\"vbscript");
    }

    @Test
    void tablesAreTablesWithoutStyles() {
        assertThat(Markdown.html("| a | b |\n|--:|---|\n| 1 | 2 |")).contains("<table>", "<th class=\"align-right\">a</th>")
                .doesNotContain("style=", "align=\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "> ", "[", "*a **b ", "- ", "![", "`" })
    void aDeepTextIsRendered(String part) {
        assertThat(Markdown.html(part.repeat(20_000) + "end")).contains("end");
    }
}
