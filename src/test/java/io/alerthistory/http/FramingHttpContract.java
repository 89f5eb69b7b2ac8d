package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.vertx.core.json.Json;

/** Requests whose beginning or end two readers could see at different places, and clients that close only their side. */
interface FramingHttpContract {

    String GET = "GET " + SESSIONS + "?page_size=1 HTTP/1.1\r\n"; // other tests' sessions may be large
    String HOST = "Host: localhost\r\n";
    String POST = "POST " + SESSIONS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    String CHUNKED = "Transfer-Encoding: chunked\r\n";

    /** Sends text as it is, in several writes if there are several, and reads until the service closes the connection. */
    private static String exchange(boolean closesItsSide, String... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            try {
                for (String part : parts) {
                    socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                    if (parts.length > 1) {
                        Thread.sleep(50); // so that it is read by itself
                    }
                }
                if (closesItsSide) {
                    socket.shutdownOutput();
                }
            } catch (SocketException refused) { // the answer stands there all the same
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void isRefused(int status, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-request-id: ").containsIgnoringCase("connection: close")
                .contains("\"status\":" + status, "urn:alert-history:problem:")
                .doesNotContain("Exception", "io.netty", "java.");
    }

    private static String session() {
        return Json.encode(Api.session(Samples.id()));
    }

    private static String chunks(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    static Stream<Arguments> heads() {
        String body = session();
        String length = "Content-Length: " + body.length() + "\r\n";
        return Stream.of(
                Arguments.of("length and chunks", POST + length + CHUNKED + "\r\n" + chunks(body)),
                Arguments.of("chunks and length", POST + CHUNKED + length + "\r\n" + chunks(body)),
                Arguments.of("unknown coding", POST + "Transfer-Encoding: gzip\r\n\r\n" + chunks(body)),
                Arguments.of("coding before chunked", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunks(body)),
                Arguments.of("coding after chunked", POST + "Transfer-Encoding: chunked, gzip\r\n\r\n" + chunks(body)),
                Arguments.of("chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n" + chunks(body)),
                Arguments.of("two codings", POST + CHUNKED + CHUNKED + "\r\n" + chunks(body)),
                Arguments.of("disguised coding", POST + "Transfer-Encoding: xchunked\r\n\r\n" + chunks(body)),
                Arguments.of("empty coding", POST + "Transfer-Encoding:\r\n\r\n" + chunks(body)),
                Arguments.of("identity", POST + "Transfer-Encoding: identity\r\n" + length + "\r\n" + body),
                Arguments.of("HTTP/1.0 with chunks", POST.replace("1.1", "1.0") + CHUNKED + "\r\n" + chunks(body)),
                Arguments.of("two lengths", POST + length + length + "\r\n" + body),
                Arguments.of("two lengths of HTTP/1.0", POST.replace("1.1", "1.0") + length + length + "\r\n" + body),
                Arguments.of("list of lengths", POST + "Content-Length: 5, 5\r\n\r\n" + body),
                Arguments.of("signed length", POST + "Content-Length: +5\r\n\r\n" + body),
                Arguments.of("negative length", POST + "Content-Length: -1\r\n\r\n" + body),
                Arguments.of("hexadecimal length", POST + "Content-Length: 0x5\r\n\r\n" + body),
                Arguments.of("empty length", POST + "Content-Length:\r\n\r\n" + body),
                Arguments.of("endless length", POST + "Content-Length: 99999999999999999999\r\n\r\n" + body),
                Arguments.of("folded", GET + HOST + "X-A: b\r\n c\r\n\r\n"),
                Arguments.of("folded by a tab", GET + HOST + "X-A: b\r\n\tc\r\n\r\n"),
                Arguments.of("folded at once", GET + " X-A: b\r\n" + HOST + "\r\n"),
                Arguments.of("folded coding", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunks(body)),
                Arguments.of("two hosts", GET + HOST + HOST + "\r\n"),
                Arguments.of("no host", GET + "\r\n"),
                Arguments.of("empty host", GET + "Host:\r\n\r\n"),
                Arguments.of("host with a path", GET + "Host: a/b\r\n\r\n"),
                Arguments.of("host with a user", GET + "Host: user@a\r\n\r\n"),
                Arguments.of("list of hosts", GET + "Host: a,b\r\n\r\n"),
                Arguments.of("host with a blank", GET + "Host: a b\r\n\r\n"),
                Arguments.of("blank before the colon", GET + "Host : localhost\r\n\r\n"),
                Arguments.of("no colon", GET + HOST + "X-A\r\n\r\n"),
                Arguments.of("no name", GET + HOST + ": x\r\n\r\n"),
                Arguments.of("carriage return", GET + HOST + "X-A: b\rc\r\n\r\n"),
                Arguments.of("U+0000", GET + HOST + "X-A: b\0c\r\n\r\n"),
                Arguments.of("line feeds alone", (GET + HOST + "\r\n").replace("\r", "")),
                Arguments.of("no version", "GET " + SESSIONS + "\r\n\r\n"),
                Arguments.of("unknown version", GET.replace("1.1", "1.2") + HOST + "\r\n"),
                Arguments.of("version of frames", GET.replace("1.1", "2.0") + HOST + "\r\n"),
                Arguments.of("other protocol", GET.replace("HTTP", "ICAP") + HOST + "\r\n"),
                Arguments.of("no slash", GET.replace(SESSIONS, "api") + HOST + "\r\n"),
                Arguments.of("tunnel", "CONNECT localhost:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("broken method", GET.replace("GET", "G@T") + HOST + "\r\n"),
                Arguments.of("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.alerthistory.http.FramingHttpContract#heads")
    default void anAmbiguousHeadIs400AndTheEnd(String defect, String request) throws IOException {
        isRefused(400, exchange(false, request + "GET " + SESSIONS + " HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @Test
    default void aFoldIsFoundWhereverThePiecesEnd() throws IOException {
        isRefused(400, exchange(false, GET + HOST + "X-A: b\r\n", " c\r\n\r\n"));
        isRefused(400, exchange(false, GET, HOST, "X-A: b\r", "\n\tc\r\n", "\r\n"));
    }

    /** What stands in a body is no header. */
    @Test
    default void aBodyMayHaveLinesThatBeginWithABlank() throws IOException {
        String body = session().replace(",", ",\r\n \t");
        String request = POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        String answers = exchange(true, request + request + GET + HOST + "Connection: close\r\n\r\n");
        assertThat(answers).containsSubsequence("HTTP/1.1 201 ", "HTTP/1.1 200 ", "HTTP/1.1 200 ");
    }

    static Stream<Arguments> brokenBodies() {
        String body = session();
        String size = Integer.toHexString(body.length());
        return Stream.of(Arguments.of("no number", "zz\r\n" + body), Arguments.of("negative", "-1\r\n" + body),
                Arguments.of("prefix", "0x" + size + "\r\n" + body + "\r\n0\r\n\r\n"),
                Arguments.of("no end", size + "\r\n" + body + "XX0\r\n\r\n"),
                Arguments.of("line feed alone", size + "\n" + body + "\r\n0\r\n\r\n"),
                Arguments.of("endless", "ffffffffffff\r\n" + body),
                Arguments.of("no size", "\r\n" + body + "\r\n0\r\n\r\n"),
                Arguments.of("broken trailer", size + "\r\n" + body + "\r\n0\r\nX-A\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.alerthistory.http.FramingHttpContract#brokenBodies")
    default void brokenChunksAre400AndTheEnd(String defect, String body) throws IOException {
        String answer = exchange(false, POST + CHUNKED + "\r\n" + body);
        isRefused(400, answer);
        assertThat(answer).contains("chunks");
        assertThat(exchange(false, POST + CHUNKED + "\r\n", body)).startsWith("HTTP/1.1 400 ");
        assertThat(exchange(false, POST.replace(SESSIONS, "/no/such/route") + CHUNKED + "\r\n" + body))
                .startsWith("HTTP/1.1 404 ");
        assertThat(exchange(false, POST.replace("POST", "GET") + CHUNKED + "\r\n" + body)).startsWith("HTTP/1.1 200 ");
        assertThat(exchange(false, POST.replace(SESSIONS, Api.BULK).replace("json", "x-ndjson") + CHUNKED + "\r\n" + body))
                .startsWith("HTTP/1.1 400 ").contains("chunks");
    }

    @Test
    default void extensionsAndTrailersAreTaken() throws IOException {
        String body = session();
        assertThat(exchange(false, POST + "Connection: close\r\n" + CHUNKED + "\r\n" + Integer.toHexString(body.length())
                + ";a=\"b\"\r\n" + body + "\r\n0\r\nX-A: b\r\n\r\n")).startsWith("HTTP/1.1 201 ");
    }

    @ParameterizedTest
    @ValueSource(ints = { 16_400, 100_000, 5_000_000 })
    default void whatIsTooLongIsAProblem(int length) throws IOException {
        String line = exchange(false, GET.replace(" HTTP", "?x=" + "x".repeat(length) + " HTTP") + HOST + "\r\n");
        isRefused(414, line);
        assertThat(line).contains("uri_too_long");
        String header = exchange(false, GET + HOST + "X-A: " + "x".repeat(length + 5000) + "\r\n\r\n");
        isRefused(431, header);
        assertThat(header).contains("headers_too_large");
        isRefused(431, exchange(false, GET + HOST + "X-A: b\r\n".repeat(length / 2) + "\r\n"));
    }

    /** What was asked for before is answered before. */
    @Test
    default void aRefusalWaitsForItsTurn() throws IOException {
        String answers = exchange(false, GET + HOST + "\r\n" + GET + HOST + "\r\n" + GET + HOST + HOST + "\r\n" + GET + HOST
                + "\r\n");
        assertThat(answers).containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 200 ", "HTTP/1.1 400 ");
        assertThat(answers.split("HTTP/1\\.1 \\d", -1)).hasSize(4);
    }

    @Test
    default void halfAnUpgradeIsNone() throws IOException {
        assertThat(exchange(true, GET + HOST + "Upgrade: h2c\r\nConnection: upgrade\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    default void aClientThatClosesItsSideGetsItsResponses() throws IOException {
        String body = session();
        String request = POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        assertThat(exchange(true, GET + HOST + "\r\n")).startsWith("HTTP/1.1 200 ").contains("\"pagination\"");
        assertThat(exchange(true, request)).startsWith("HTTP/1.1 201 ").contains("\"version\":1");
        assertThat(exchange(true, request + GET + HOST + "\r\n" + request)).containsSubsequence("HTTP/1.1 200 ",
                "HTTP/1.1 200 ", "HTTP/1.1 200 ");
        String line = BulkLines.session(Samples.id()) + "\n";
        assertThat(exchange(true, POST.replace(SESSIONS, Api.BULK).replace("json", "x-ndjson") + "Content-Length: "
                + line.length() + "\r\n\r\n" + line)).contains("\"done\":true");
    }

    @Test
    default void anEmptyContentTypeIsNone() throws IOException {
        String body = session();
        String rest = "Content-Length: " + body.length() + "\r\n\r\n" + body;
        String none = exchange(true, "POST " + SESSIONS + " HTTP/1.1\r\n" + HOST + rest);
        assertThat(none).matches("(?s)HTTP/1.1 (201|415) .*");
        assertThat(exchange(true, "POST " + SESSIONS + " HTTP/1.1\r\n" + HOST + "Content-Type: \r\n" + rest))
                .matches("(?s)HTTP/1.1 (20[01]|415) .*");
    }

    @Test
    default void aClientThatClosesItsSideTooEarlyIsTold() throws IOException {
        String body = session();
        isRefused(400, exchange(true, GET + HOST));
        for (String part : List.of("", body.substring(0, 20))) {
            isRefused(400, exchange(true, POST + "Content-Length: " + body.length() + "\r\n\r\n" + part));
            isRefused(400, exchange(true, POST + CHUNKED + "\r\n" + Integer.toHexString(body.length()) + "\r\n" + part));
        }
        assertThat(exchange(true, "")).isEmpty();
        assertThat(exchange(true, "GET " + SESSIONS)).isEmpty();
        given().get(SESSIONS).then().statusCode(200);
    }
}
