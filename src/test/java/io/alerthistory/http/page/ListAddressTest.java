package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ListAddressTest {

    private static final ListAddress VIEW = ListAddress.of(Map.of("status", List.of("failed", "paused", "failed"), "search",
            List.of("a b&c=ü"), "alert_type", List.of("", " "), "cursor", List.of("x"), "unknown", List.of("y")));

    @Test
    void keepsWhatTheListKnowsAndIsNotEmpty() {
        assertThat(VIEW).hasToString("/sessions?search=a%20b%26c%3D%C3%BC&status=failed&status=paused");
    }

    @Test
    void oneValueIsRemovedOrAll() {
        assertThat(VIEW.withoutValue("status", "failed")).hasToString("/sessions?search=a%20b%26c%3D%C3%BC&status=paused");
        assertThat(VIEW.withoutValue("status", "failed").withoutValue("status", "paused").without("search"))
                .hasToString("/sessions");
    }

    @Test
    void aPageFollowsTheView() {
        assertThat(VIEW.without("search", "status").page("c+d")).isEqualTo("/sessions?cursor=c%2Bd");
        assertThat(VIEW.without("search").with("sort_by", "author").page("c"))
                .isEqualTo("/sessions?sort_by=author&status=failed&status=paused&cursor=c");
    }
}
