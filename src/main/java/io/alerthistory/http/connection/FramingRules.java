package io.alerthistory.http.connection;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** The rules for the head of an HTTP/1 request, so that every proxy and the service interpret it alike (RFC 9112). */
final class FramingRules {

    private FramingRules() {
    }

    /**
     * Returns why a request is refused; empty when it is not.
     *
     * @param folded whether a header spans several lines
     * @param lengths the number of Content-Length headers
     */
    static Optional<ProblemException> refusal(HttpRequest request, boolean folded, int lengths) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        return Optional.ofNullable(defect(request, folded, lengths))
                .map(defect -> new ProblemException(ErrorCode.BAD_REQUEST, defect));
    }

    private static ProblemException undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new ProblemException(ErrorCode.URI_TOO_LONG, "The request line must have at most 16,384 bytes");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new ProblemException(ErrorCode.HEADERS_TOO_LARGE, "The headers must have at most 20,480 bytes");
        }
        return new ProblemException(ErrorCode.BAD_REQUEST, cause instanceof PrematureChannelClosureException
                ? "The request ended before the end of its headers"
                : "The request line or a header is malformed, or there are several Content-Length values (RFC 9112)");
    }

    private static @Nullable String defect(HttpRequest request, boolean folded, int lengths) {
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return "The protocol version must be HTTP/1.1 or HTTP/1.0";
        }
        if (folded) {
            return "A header must not continue on a second line (RFC 9112, 5.2)";
        }
        if (request.headers().contains("")) {
            return "Every header must have a name";
        }
        if (lengths > 1) {
            return "Content-Length must be sent only once";
        }
        String host = host(request.headers().getAll(HttpHeaderNames.HOST), version);
        if (host != null) {
            return host;
        }
        String coding = transferCoding(request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING), lengths);
        return coding != null ? coding : target(request);
    }

    private static @Nullable String host(List<String> hosts, HttpVersion version) {
        if (hosts.isEmpty()) {
            return version.equals(HttpVersion.HTTP_1_1) ? "The header Host is required" : null;
        }
        return hosts.size() > 1 ? "Host must be sent only once"
                : AddressRules.isHost(hosts.get(0)) ? null : "Host is malformed";
    }

    private static @Nullable String transferCoding(List<String> codings, int lengths) {
        if (codings.isEmpty()) {
            return null;
        }
        if (lengths > 0) {
            return "Transfer-Encoding and Content-Length must not be sent together";
        }
        return codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked") ? null
                : "Transfer-Encoding must be chunked and must be sent only once";
    }

    private static @Nullable String target(HttpRequest request) {
        String target = request.uri();
        boolean isPath = target.startsWith("/") || target.startsWith("http://") || target.startsWith("https://");
        return isPath && !request.method().equals(HttpMethod.CONNECT) ? null
                : "The request target must be a path that begins with /, or an absolute URL";
    }
}
