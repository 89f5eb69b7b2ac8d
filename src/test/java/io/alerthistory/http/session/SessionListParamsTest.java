package io.alerthistory.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.SearchTerm;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionList;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.SessionSort.Key;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SessionListParamsTest {

    private static final SessionList.Pagination FIRST_PAGE = new SessionList.Pagination(1, 20, 1L, 1L, CountMode.EXACT, null,
            null);

    private static SessionListParams read(Map<String, String> query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        query.forEach((name, value) -> values.put(name, List.of(value)));
        return SessionListParams.of(values, new CursorSigner(new byte[CursorSigner.SECRET_BYTES]));
    }

    @ParameterizedTest
    @CsvSource({
            "started_at_us, asc, STARTED_AT_US, true",
            "status, ASC, STATUS, true",
            "duration_ms, , DURATION_MS, false",
            "author, sideways, AUTHOR, false",
            "AUTHOR, asc, STARTED_AT_US, false",
            "nonsense, asc, STARTED_AT_US, false",
            ", asc, STARTED_AT_US, false" })
    void sorts(String by, String order, Key key, boolean ascending) {
        assertThat(SessionSort.of(by, order)).isEqualTo(new SessionSort(key, ascending));
    }

    @ParameterizedTest
    @EnumSource(FilterField.class)
    void readsEveryFilterAndRepeatsItInLinks(FilterField field) {
        String value = field.type() == FilterField.Type.SCORE ? "26" : "2026";
        SessionFilter filter = read(Map.of(field.jsonName(), value)).filter();

        assertThat(filter.values()).containsOnly(Map.entry(field, switch (field.type()) {
            case TEXT -> value;
            case TEXTS -> List.of(value);
            case INSTANT, SCORE -> Long.parseLong(value);
            case SEARCH -> new SearchTerm(value);
        }));
        assertThat(PageLinks.of("/list", Map.of(field.jsonName(), List.of(value)), FIRST_PAGE))
                .contains("</list?" + field.jsonName() + "=" + value + ">; rel=\"first\"");
    }

    @ParameterizedTest
    @EnumSource(FilterField.class)
    void takesAnEmptyFilterForNone(FilterField field) {
        String empty = switch (field.type()) {
            case TEXT, TEXTS, SCORE -> "";
            case INSTANT -> "0";
            case SEARCH -> "   ";
        };

        assertThat(read(Map.of(field.jsonName(), empty)).filter()).isEqualTo(SessionFilter.NONE);
    }

    @Property
    void readsOrRefusesAnything(@ForAll String page, @ForAll String date, @ForAll String agent) {
        try {
            SessionListParams params = read(Map.of("page", page, "start_date_us", date, "agent_type", agent));
            assertThat(params.page().number()).isPositive();
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        }
    }
}
