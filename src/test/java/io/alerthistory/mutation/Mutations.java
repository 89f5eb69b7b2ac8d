package io.alerthistory.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Spoils requests. No value that it sends contains what the service must not show of itself, so echoes are no false alarm. */
final class Mutations {

    private static final JsonNodeFactory TREE = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON as text, in the place of a value; some of it is none. */
    private static final List<String> RAW = List.of("null", "true", "false", "0", "-1", "1", "-0", "1.5", "0.1e1", "1e2",
            "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "253402300799999999", "253402300800000000", "1e400", "-1e400", "1e-400", "1E+2147483648", "1e-2147483649",
            "1e10001", "1e10000", "NaN", "Infinity", "01", "+1", ".5", "1.", "0x10", "1_000", "\"\"", "\" \"", "\"\\t\"",
            "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u200f\\u202e\"",
            "\"\\ufeff\"", "\"\\uffff\"", "\"\\u007f\\u0085\\u2028\\u2029\"", "\"\\x\"", "\"\\u12\"", "\"unterminated",
            "\"a\nb\"", "\"مرحبا\"", "\"‮abc\"", "\"é\\u0301\"", "\"..\"", "\"../../x\"", "\"a/b\"", "\"%00\"",
            "\"' or 1=1 --\"", "\"$1\"", "\"{0}\"", "\"${x}\"", "\"%s%n\"", "\"\\\\\"", "\"<b>\"", "\"null\"", "\"1\"",
            "\"true\"", "\"0001-01-01T00:00:00Z\"", "\"+999999999-12-31T23:59:59Z\"", "\"-999999999-01-01T00:00:00+18:00\"",
            "\"9999-12-31T23:59:59.999999999Z\"", "\"2026-02-30T00:00:00Z\"", "\"2026-11-20T23:41:34.1234567890Z\"", "[]",
            "[[]]", "[null]", "[1,\"a\",{}]", "{}", "{\"\":1}", "{\"a\":{\"a\":{\"\\u0000\":1}}}", "{\"a\":1,\"a\":2}",
            "{\"__proto__\":1,\"@class\":\"x\"}", "{\"messages\":[]}", "{\"messages\":5}", "nonsense", "'a'", "/**/1", "1]",
            "}", "[", "{", ",", "");

    private static final List<String> IDS = List.of("%00", "a%00b", "..", "%2e%2e", ".", "%2F", "a%2Fb", "%5C", "%ff", "%C3",
            "%F0%9F%98%80", "%ED%A0%80", "%E2%80%AE", "%zz", "%", "%1", "a;b=c", ";", "a,b", "a'b", "a%22b", "a%20b", "%20",
            "+", "*", "$", "{x}", "a|b", "^", "~", "-1", "0", "99999999999999999999", "null", "undefined", "caf\u00c3\u00a9",
            "\u00ff\u00fe", "%0d%0aX-Injected:%201", "%3Cscript%3E", "%25", "%2500", "a:b@c", "");

    private static final List<String> VALUES = List.of("", "0", "-1", "1.5", "1e3", "2147483648", "-2147483649",
            "9223372036854775808", "-9223372036854775808", "99999999999999999999999", "+1", "%20", "%201", "1%20", "abc",
            "true", "null", "NaN", "%00", "a%00b", "%ff", "%ED%A0%80", "%zz", "%", "%1", "%F0%9F%98%80", "%E2%80%AE%D9%85",
            "%27%20or%201%3D1", "%25", "_", "%5C", "\u00c3\u00a9", "\u00ff", "[1]", "{}", "a,b", "asc", "DESC", "nonsense",
            "%0d%0a", "<x>", "started_at_us", "duration_ms", "%22", "eyJhIjoxfQ", "====");

    private static final List<String> MEDIA_TYPES = List.of("text/plain", "application/xml", "application/octet-stream",
            "application/json; charset=utf-16", "application/json;charset=nonsense", "application/json;charset=", "", "*/*",
            "application/*", "garbage", "/", "a/b/c", "application/json, text/plain", "application/json;;", "APPLICATION/JSON",
            "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
            "application/merge-patch+json", "application/x-ndjson", "application/problem+json", "application/json;v=\"",
            "application/vnd.api+json", "text/json", "application/json\u00ff");

    private static final List<String> ACCEPTS = List.of("image/png", "text/html", "text/plain", "application/xml", "", "*",
            "*/*;q=0", "application/json;q=0", "application/json;q=abc", "application/json;q=2", "garbage", "/", ",,,", ";",
            "text/*", "application/*", "application/problem+json", "text/plain;q=1, application/json;q=0.1",
            "application/json; charset=utf-16", "\u00ff", "a/b/c", "application/x-ndjson", "text/event-stream");

    private static final List<String> CONDITIONS = List.of("", "*", "\"1\"", "W/\"1\"", "\"1", "1", "\"\"", "\"1\",\"2\"",
            ",,,", "\"a\\\"b\"", "W/", "\"99999999999999999999\"", "\"-1\"", "\u00e9", "\u00ff\u00fe", "a b", "key-1", "%00",
            "'", "{}", "\"\t\"");

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
            "FOO", "get", "PROPFIND", "GETGETGETGETGETGET");

    private final Random random;
    private final ValidRequests valid;
    private final Map<String, String> raw = new HashMap<>();

    Mutations(Random random, ValidRequests valid) {
        this.random = random;
        this.valid = valid;
    }

    /** A request to the operation with up to three mutations, now and then with none. */
    MutatedRequest make(io.alerthistory.openapi.Operation operation) {
        MutatedRequest request = valid.request(operation);
        JsonNode body = operation.bodies().isEmpty() ? null : valid.body(operation);
        int times = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3) / 2 + random.nextInt(3) / 2;
        List<Consumer<MutatedRequest>> last = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int kind = random.nextInt(100);
            if (body != null && kind < 55) {
                body = mutatedTree(request, body);
            } else if (body != null && kind < 68) {
                last.add(this::mutateBytes);
            } else if (kind < 78) {
                mutateQuery(request);
            } else if (kind < 86) {
                mutatePath(request);
            } else if (kind < 97) {
                mutateHeader(request);
            } else {
                request.method(any(METHODS)).mutated("method");
            }
        }
        request.body(body == null ? new byte[0] : text(body).getBytes(StandardCharsets.UTF_8));
        last.forEach(mutation -> mutation.accept(request));
        return request;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    // ------------------------------------------------------------------ the body as a tree

    private JsonNode mutatedTree(MutatedRequest request, JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty() || random.nextInt(12) == 0) {
            request.mutated("body: other root");
            return switch (random.nextInt(5)) {
                case 0 -> TREE.arrayNode().add(root);
                case 1 -> TREE.objectNode().set("wrapped", root);
                case 2 -> many(root);
                case 3 -> TREE.arrayNode();
                default -> placeholder(any(RAW));
            };
        }
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            mutateObject(request, object);
        } else {
            mutateArray(request, (ArrayNode) container);
        }
        return root;
    }

    private ArrayNode many(JsonNode element) {
        ArrayNode array = TREE.arrayNode();
        for (int i = random.nextInt(20) == 0 ? 1001 : 3; i > 0; i--) {
            array.add(element);
        }
        return array;
    }

    private void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private void mutateObject(MutatedRequest request, ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "zq" : any(names);
        switch (random.nextInt(8)) {
            case 0 -> {
                object.remove(name);
                request.mutated("body: without " + name);
            }
            case 1 -> {
                object.set(any(List.of("zq_unknown", "", "a\u0000", "😀", "~0/1", "sessionId", "@class", "constructor")),
                        placeholder(any(RAW)));
                request.mutated("body: unknown field");
            }
            case 2 -> {
                object.set("@twice-" + name, object.get(name) == null ? TREE.nullNode() : object.get(name));
                request.mutated("body: duplicate " + name);
            }
            default -> {
                object.set(name, spoiled());
                request.mutated("body: other " + name);
            }
        }
    }

    private void mutateArray(MutatedRequest request, ArrayNode array) {
        request.mutated("body: array");
        if (array.isEmpty() || random.nextBoolean()) {
            array.add(spoiled());
        } else if (random.nextBoolean()) {
            array.set(random.nextInt(array.size()), spoiled());
        } else {
            array.removeAll();
        }
    }

    private JsonNode spoiled() {
        return placeholder(switch (random.nextInt(40)) {
            case 0 -> nested(random.nextBoolean() ? 999 : 1001);
            case 1 -> "9".repeat(random.nextBoolean() ? 999 : 1001);
            case 2 -> "0." + "7".repeat(990);
            case 3 -> "\"" + "x".repeat(random.nextInt(3) * 128 + 200) + "\"";
            case 4 -> random.nextInt(20) > 0 ? "\"" + "é".repeat(256) + "\""
                    : "\"" + "x".repeat(random.nextBoolean() ? 1_048_576 : 1_048_577) + "\"";
            case 5 -> "\"" + "😀".repeat(random.nextInt(300)) + "\"";
            default -> any(RAW);
        });
    }

    private String nested(int depth) {
        return random.nextBoolean() ? "[".repeat(depth) + "]".repeat(depth) : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    /** A text that is put into the JSON as it is, once the tree is written. */
    private JsonNode placeholder(String text) {
        String name = "@raw-" + raw.size();
        raw.put('"' + name + '"', text);
        return TREE.textNode(name);
    }

    private String text(JsonNode body) {
        try {
            String text = JSON.writeValueAsString(body).replace("\"@twice-", "\"");
            for (Map.Entry<String, String> value : raw.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    // ------------------------------------------------------------------ the body as bytes

    private void mutateBytes(MutatedRequest request) {
        byte[] body = request.body();
        int at = body.length == 0 ? 0 : random.nextInt(body.length);
        switch (random.nextInt(14)) {
            case 0 -> request.body(java.util.Arrays.copyOf(body, at)).mutated("bytes: cut");
            case 1 -> request.body(new byte[0]).mutated("bytes: none");
            case 2 -> request.body(changed(body, at, (byte) random.nextInt(256))).mutated("bytes: one changed");
            case 3 -> request.body(changed(body, at, (byte) 0)).mutated("bytes: NUL");
            case 4 -> request.body(joined(body, any(List.of("x", "{}", "]", "}", "\0", " ", "\n\n", ",", "//")))).mutated(
                    "bytes: something behind");
            case 5 -> request.body(joined(new byte[] { (byte) 0xef, (byte) 0xbb, (byte) 0xbf }, body)).mutated("bytes: BOM");
            case 6 -> request.body(new String(body, StandardCharsets.UTF_8).getBytes(any(List.of(StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)))).mutated("bytes: other charset");
            case 7 -> request.body(any(List.of(" ", "null", "\"\"", "[]", "{}", "0", "[{}]", "[null]", "[[]]", "true", "\0"))
                    .getBytes(StandardCharsets.UTF_8)).mutated("bytes: other");
            case 8 -> request.body(nested(random.nextBoolean() ? 1001 : 100_000).getBytes(StandardCharsets.UTF_8))
                    .mutated("bytes: deep");
            case 9 -> request.body("[".repeat(50_000).getBytes(StandardCharsets.UTF_8)).mutated("bytes: deep and open");
            case 10 -> request.body(gzip(body)).header("Content-Encoding", "gzip").mutated("bytes: gzip");
            case 11 -> request.chunked(1 + random.nextInt(500)).mutated("bytes: chunked");
            case 12 -> request.unframed(true).header("Content-Length", String.valueOf(body.length + 10))
                    .mutated("bytes: fewer than said");
            default -> request.body(changed(body, at, (byte) any(List.of(0xff, 0xc0, 0xed, 0x80)).intValue()))
                    .mutated("bytes: no UTF-8");
        }
    }

    private static byte[] changed(byte[] body, int at, byte value) {
        byte[] copy = body.clone();
        if (copy.length > 0) {
            copy[at] = value;
        }
        return copy;
    }

    private static byte[] joined(byte[] body, String end) {
        return joined(body, end.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[] begin, byte[] end) {
        byte[] joined = java.util.Arrays.copyOf(begin, begin.length + end.length);
        System.arraycopy(end, 0, joined, begin.length, end.length);
        return joined;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    // ------------------------------------------------------------------ query, path, headers

    private void mutateQuery(MutatedRequest request) {
        List<String> names = new ArrayList<>(List.of("zq", "", "page", "page_size", "status", "%00", "%zz", "%ff"));
        request.operation().parameters("query").forEach(parameter -> names.addAll(
                java.util.Collections.nCopies(3, parameter.path("name").asText())));
        String query = request.query();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String added = switch (random.nextInt(12)) {
                case 0 -> any(names);
                case 1 -> any(names) + "=" + "x".repeat(random.nextInt(3000));
                case 2 -> "&&=&";
                case 3 -> any(names) + "==" + any(VALUES);
                case 4 -> any(names) + "[]=" + any(VALUES);
                default -> any(names) + "=" + any(VALUES);
            };
            query = query.isEmpty() ? added : query + "&" + added;
        }
        request.query(query).mutated("query");
    }

    private void mutatePath(MutatedRequest request) {
        String[] parts = request.path().split("/", -1);
        int variables = request.operation().variables().size();
        if (variables > 0 && random.nextInt(4) > 0) {
            String[] described = request.operation().path().split("/", -1);
            for (int i = 0; i < parts.length && i < described.length; i++) {
                if (described[i].startsWith("{") && random.nextInt(variables) == 0) {
                    parts[i] = random.nextInt(20) == 0 ? "x".repeat(random.nextInt(3000)) : any(IDS);
                }
            }
            request.path(String.join("/", parts)).mutated("path: id");
            return;
        }
        String path = request.path();
        request.path(switch (random.nextInt(7)) {
            case 0 -> path + "/";
            case 1 -> path + "/" + any(IDS);
            case 2 -> path.replaceFirst("/", "//");
            case 3 -> path.toUpperCase(java.util.Locale.ROOT);
            case 4 -> path.substring(0, Math.max(1, path.lastIndexOf('/')));
            case 5 -> path.replaceFirst("/api", "/api/..%2f..");
            default -> path.replace("/v1/", "/v1/" + any(IDS) + "/");
        }).mutated("path");
    }

    private void mutateHeader(MutatedRequest request) {
        switch (random.nextInt(12)) {
            case 0 -> request.withoutHeader("Content-Type").mutated("header: no Content-Type");
            case 1, 2 -> request.header("Content-Type", any(MEDIA_TYPES)).mutated("header: Content-Type");
            case 3, 4 -> request.header("Accept", any(ACCEPTS)).mutated("header: Accept");
            case 5 -> request.header("If-Match", any(CONDITIONS)).mutated("header: If-Match");
            case 6 -> request.header("If-None-Match", any(CONDITIONS)).mutated("header: If-None-Match");
            case 7 -> request.header("Idempotency-Key", random.nextInt(4) == 0 ? "k".repeat(3000) : any(CONDITIONS))
                    .mutated("header: Idempotency-Key");
            case 8 -> request.header(any(List.of("X-Forwarded-User", "X-Forwarded-Email")),
                    random.nextInt(3) == 0 ? "u".repeat(random.nextInt(4000)) : any(CONDITIONS)).mutated("header: X-Forwarded");
            case 9 -> request.header("X-Request-Id", any(CONDITIONS)).mutated("header: X-Request-Id");
            case 10 -> {
                String[] header = any(List.of(new String[][] { { "Expect", "100-continue" }, { "Expect", "x" },
                        { "Range", "bytes=0-1" }, { "Accept-Encoding", "br;q=9" }, { "Accept-Language", "tlh, *;q=0" },
                        { "Accept-Charset", "utf-16" }, { "Cookie", "a=\u00ff; ;;=" }, { "Content-Encoding", "br" },
                        { "Content-Language", "\u00ff" }, { "Origin", "null" }, { "X-HTTP-Method-Override", "DELETE" },
                        { "Upgrade", "websocket" }, { "Authorization", "Bearer \u00ff" }, { "Date", "never" },
                        { "If-Modified-Since", "x" }, { "Content-Type", "text/plain" }, { "Forwarded", "for=\"" } }));
                request.andHeader(header[0], header[1]).mutated("header: " + header[0]);
            }
            default -> request.andHeader("X-Long", "v".repeat(random.nextInt(6000))).mutated("header: long");
        }
    }
}
