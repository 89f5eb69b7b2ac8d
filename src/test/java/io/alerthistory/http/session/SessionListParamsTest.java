package io.alerthistory.http.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.SessionSort;
import io.alerthistory.history.SessionSort.Key;
import io.alerthistory.history.SigningKeyStore;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SessionListParamsTest {

    private static SessionListParams read(Map<String, String> query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        query.forEach((name, value) -> values.put(name, List.of(value)));
        return SessionListParams.of(values, new CursorSigner(new byte[SigningKeyStore.SECRET_BYTES]));
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
