package io.alerthistory.http.body;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.MediaType;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The accepted encodings of a body: identity or gzip, in UTF-8. */
final class ContentRules {

    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    /**
     * UTF-8, its subset ASCII, and a charset that some clients send by default. JSON is UTF-8 whatever the header says
     * (RFC 8259, 8.1); a body that is not UTF-8 is refused when it is parsed.
     */
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii", "iso-8859-1");

    private static final String IDENTITY = "identity";

    private ContentRules() {
    }

    /** Returns why a body is refused with 415 before it is read; empty when it is not. */
    static Optional<ProblemException> refusal(HttpServerRequest request, @Nullable MediaType type) {
        List<String> codings = codings(request);
        if (codings.size() > 1 || codings.stream().anyMatch(coding -> !GZIP.contains(coding))) {
            return Optional.of(new ProblemException(ErrorCode.UNSUPPORTED_ENCODING,
                    "The body must have no Content-Encoding, or gzip"));
        }
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || CHARSETS.contains(charset.replace("\"", "").toLowerCase(Locale.ROOT)) ? Optional.empty()
                : Optional.of(new ProblemException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The charset of a body must be utf-8"));
    }

    /** Whether a body that is not refused is compressed. */
    static boolean isCompressed(HttpServerRequest request) {
        return !codings(request).isEmpty();
    }

    private static List<String> codings(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return List.of();
        }
        return List.of(String.join(",", request.headers().getAll(HttpHeaders.CONTENT_ENCODING)).split(",", -1)).stream()
                .map(coding -> coding.trim().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals(IDENTITY))
                .toList();
    }
}
