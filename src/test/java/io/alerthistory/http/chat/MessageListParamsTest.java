package io.alerthistory.http.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

class MessageListParamsTest {

    private static MultivaluedMap<String, String> query(@Nullable String limit, @Nullable String offset) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        if (limit != null) {
            query.putSingle("limit", limit);
        }
        if (offset != null) {
            query.putSingle("offset", offset);
        }
        return query;
    }

    @ParameterizedTest
    @CsvSource({ ",, 50, 0", "1, 0, 1, 0", "100, 2147483647, 100, 2147483647" })
    void readsWhatIsSent(@Nullable String limit, @Nullable String offset, long expectedLimit, long expectedOffset) {
        assertThat(MessageListParams.of(query(limit, offset)))
                .isEqualTo(new MessageListParams(expectedLimit, expectedOffset));
    }

    @ParameterizedTest
    @CsvSource({ "0,, limit", "101,, limit", "'',, limit", "1.5,, limit", "ten,, limit", ", -1, offset", ", 2147483648, offset",
            ", 99999999999999999999, offset", ", x, offset" })
    void refusesWhatIsOutOfRange(@Nullable String limit, @Nullable String offset, String broken) {
        assertThat(refusal(limit, offset)).extracting(FieldError::parameter).containsExactly(broken);
    }

    @Test
    void tellsEverythingAtOnce() {
        assertThat(refusal("0", "-1")).extracting(FieldError::parameter).containsExactly("limit", "offset");
    }

    private static List<FieldError> refusal(@Nullable String limit, @Nullable String offset) {
        ProblemException problem = catchThrowableOfType(ProblemException.class,
                () -> MessageListParams.of(query(limit, offset)));
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        return problem.errors();
    }
}
