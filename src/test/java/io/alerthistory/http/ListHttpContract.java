package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Generated;
import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** The list of sessions: cursors, totals, links, search. */
interface ListHttpContract {

    List<String> SORTS = List.of("started_at_us", "status", "alert_type", "agent_type", "author", "duration_ms",
            "completed_at_us");

    /** A session as far as it can be sorted; a null end is one that still runs. */
    record Row(String status, @Nullable String alertType, String author, long start, @Nullable Long length) {

        static Arbitrary<Row> any() {
            return Combinators.combine(Arbitraries.of("completed", "failed", "in_progress", "paused"),
                    Arbitraries.of("B", "a", "ä").injectNull(0.3), Arbitraries.of("ann", "Bob", "carl"),
                    Arbitraries.longs().between(1, 6).map(second -> 1_700_000_000_000_000L + second * 1_000_000 + second),
                    Arbitraries.longs().between(0, 3).map(step -> step * 700))
                    .as((status, type, author, start, length) -> new Row(
                            status, type, author, start,
                            status.equals("completed") || status.equals("failed") ? length : null));
        }

        Map<String, Object> body(String id, String agent) {
            Map<String, Object> body = Api.session(id);
            body.put("agent_type", agent);
            body.put("status", status);
            body.put("alert_type", alertType);
            body.put("author", author);
            body.put("started_at_us", start);
            body.put("completed_at_us", length == null ? null : Long.valueOf(start + length));
            return body;
        }
    }

    record Walk(List<Row> rows, int pageSize, List<Row> inserted) {
    }

    @Test
    default void aWalkVisitsEveryRowOnceWhateverTheOrder() {
        Arbitrary<Walk> walks = Combinators.combine(Row.any().list().ofMinSize(1).ofMaxSize(25),
                Arbitraries.integers().between(1, 9), Row.any().list().ofMaxSize(4)).as(Walk::new);
        Generated.forAll(walks, 3, walk -> {
            String agent = Samples.id();
            record(walk.rows(), agent, "row");
            for (String sort : SORTS) {
                for (String order : List.of("asc", "desc")) {
                    walk(agent, sort, order, walk);
                }
            }
        });
    }

    private static void record(List<Row> rows, String agent, String name) {
        for (int i = 0; i < rows.size(); i++) {
            json(rows.get(i).body(agent + "-" + name + "-" + i, agent)).post(SESSIONS).then().statusCode(201);
        }
    }

    private static void walk(String agent, String sort, String order, Walk walk) {
        List<Map<String, Object>> all = page(agent, sort, order, 100, null).getList("sessions");
        Map<String, Map<String, Object>> known = all.stream()
                .collect(Collectors.toMap(row -> (String) row.get("session_id"), Function.identity()));
        List<String> expected = known.values().stream().sorted(comparator(sort, order))
                .map(row -> (String) row.get("session_id"))
                .toList();
        assertThat(all.stream().map(row -> (String) row.get("session_id"))).as(sort + " " + order)
                .containsExactlyElementsOf(expected);

        List<String> forward = new ArrayList<>();
        JsonPath page = page(agent, sort, order, walk.pageSize(), null);
        assertThat(page.getString("pagination.prev_cursor")).isNull();
        while (true) {
            forward.addAll(page.getList("sessions.session_id"));
            if (forward.size() == walk.pageSize() && sort.equals("author") && order.equals("asc")) { // once, in the middle of a walk
                record(walk.inserted(), agent, "late-" + Samples.id());
            }
            String next = page.getString("pagination.next_cursor");
            if (next == null) {
                break;
            }
            page = page(agent, sort, order, walk.pageSize(), next);
        }
        assertThat(forward).doesNotHaveDuplicates().containsSubsequence(expected);

        List<String> backward = new ArrayList<>();
        while (true) {
            List<String> ids = new ArrayList<>(page.getList("sessions.session_id"));
            assertThat(ids).isNotEmpty();
            Collections.reverse(ids);
            backward.addAll(ids);
            String previous = page.getString("pagination.prev_cursor");
            if (previous == null) {
                break;
            }
            page = page(agent, sort, order, walk.pageSize(), previous);
            assertThat(page.getString("pagination.next_cursor")).isNotNull();
            assertThat(page.getList("sessions")).hasSizeLessThanOrEqualTo(walk.pageSize());
        }
        Collections.reverse(backward);
        assertThat(backward).doesNotHaveDuplicates().containsSubsequence(expected);
    }

    private static JsonPath page(String agent, String sort, String order, int size, @Nullable String cursor) {
        RequestSpecification request = given().queryParam("agent_type", agent).queryParam("sort_by", sort)
                .queryParam("sort_order", order).queryParam("page_size", size).queryParam("count", "none");
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get(SESSIONS).then().statusCode(200).extract().jsonPath();
    }

    /** What still runs has lasted longer than anything that ended, for it began in 2023. */
    private static Comparator<Map<String, Object>> comparator(String sort, String order) {
        Function<Map<String, Object>, @Nullable Comparable<Object>> key = row -> cast(
                sort.equals("duration_ms") && row.get("duration_ms") == null
                        ? (Object) (Long.MAX_VALUE / 1000 - number(row.get("started_at_us")) / 1000)
                        : row.get(sort) instanceof Number n ? (Object) n.longValue() : row.get(sort));
        Comparator<Comparable<Object>> values = order.equals("asc") ? Comparator.naturalOrder() : Comparator.reverseOrder();
        Comparator<Map<String, Object>> byId = Comparator.comparing(row -> (String) row.get("session_id"));
        return Comparator.comparing(key, Comparator.nullsLast(values))
                .thenComparing(order.equals("asc") ? byId : byId.reversed());
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparable<Object> cast(@Nullable Object value) {
        return (Comparable<Object>) value;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    @Test
    default void aCursorFitsOnlyItsFiltersAndSort() {
        String agent = Samples.id();
        for (int i = 0; i < 3; i++) {
            json(withAgent(agent)).post(SESSIONS).then().statusCode(201);
        }
        String cursor = page(agent, "status", "asc", 1, null).getString("pagination.next_cursor");
        given().queryParam("agent_type", agent).queryParam("sort_by", "status").queryParam("sort_order", "desc")
                .queryParam("cursor", cursor).get(SESSIONS).then().statusCode(400)
                .body("type", equalTo("urn:alert-history:problem:invalid_combination"), "detail",
                        containsString("other filters or another sort"));
        given().queryParam("sort_by", "status").queryParam("sort_order", "asc").queryParam("cursor", cursor).get(SESSIONS)
                .then()
                .statusCode(400).body("type", equalTo("urn:alert-history:problem:invalid_combination"));
        given().queryParam("agent_type", agent).queryParam("sort_by", "status").queryParam("sort_order", "asc")
                .queryParam("cursor", cursor).queryParam("page", 1).get(SESSIONS).then().statusCode(400)
                .body("detail", containsString("exclude each other"));
        given().queryParam("cursor", "rubbish").get(SESSIONS).then().statusCode(400)
                .body("type", equalTo("urn:alert-history:problem:invalid_cursor"), "detail", containsString("malformed"));
        given().queryParam("agent_type", agent).queryParam("sort_by", "status").queryParam("sort_order", "asc")
                .queryParam("cursor", cursor).get(SESSIONS).then().statusCode(200)
                .body("pagination.page", nullValue(), "sessions", hasSize(2));
    }

    /** Two characters are a word in some scripts. No index knows them, so a range of time says where they are looked for. */
    @Test
    default void findsAShortWordInARangeOfTime() {
        String agent = Samples.id();
        Map<String, Object> body = withAgent(agent);
        body.put("alert_data", Map.of("summary", "データベース障害が発生"));
        body.put("started_at_us", 1_700_000_000_000_000L);
        String id = json(body).post(SESSIONS).then().statusCode(201).extract().path("session_id");
        json(withAgent(agent)).post(SESSIONS).then().statusCode(201);

        for (String sort : SORTS) {
            for (String word : List.of("障害", "デー")) {
                RequestSpecification request = given().queryParam("agent_type", agent).queryParam("search", word)
                        .queryParam("sort_by", sort).queryParam("start_date_us", 1_699_999_000_000_000L);
                request.queryParam("end_date_us", 1_700_001_000_000_000L).get(SESSIONS).then().statusCode(200)
                        .body("sessions.session_id", equalTo(List.of(id)), "pagination.total_items", equalTo(1),
                                "filters_applied.search", equalTo(word));
            }
        }
        given().queryParam("search", "ab").queryParam("start_date_us", 1_699_999_000_000_000L)
                .queryParam("end_date_us", 1_700_001_000_000_000L).get(SESSIONS).then().statusCode(422);
        given().queryParam("search", "障害").queryParam("start_date_us", 1_600_000_000_000_000L)
                .queryParam("end_date_us", 1_700_001_000_000_000L).get(SESSIONS).then().statusCode(422)
                .body("errors[0].message", containsString("31 days"));
    }

    /** Forged, from before cursors were signed, cut, and what no database could hold: all the same problem. */
    @Test
    default void anyOtherCursorIsTheSameProblem() {
        String agent = Samples.id();
        for (int i = 0; i < 3; i++) {
            json(withAgent(agent)).post(SESSIONS).then().statusCode(201);
        }
        String cursor = page(agent, "author", "asc", 1, null).getString("pagination.next_cursor");
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        List<String> others = new ArrayList<>(
                List.of("rubbish", "\u0000", "x\u0000y", "\ud83d\ude00", "%", "'", "=", cursor + "=",
                        cursor + cursor, cursor.substring(1), cursor.substring(0, cursor.length() - 1), "A".repeat(3000)));
        for (int at = 0; at < bytes.length; at += 5) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            others.add(Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
        CRC32C sum = new CRC32C();
        byte[] content = Arrays.copyOf(bytes, bytes.length - 16);
        content[0] = 1;
        sum.update(content);
        others.add(Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(content.length + 4).put(content).putInt((int) sum.getValue()).array()));

        for (String other : others) {
            given().queryParam("agent_type", agent).queryParam("sort_by", "author").queryParam("sort_order", "asc")
                    .queryParam("cursor", other).get(SESSIONS).then().statusCode(400)
                    .body("type", equalTo("urn:alert-history:problem:invalid_cursor"), "detail",
                            equalTo("The cursor is malformed; take it from next_cursor or prev_cursor as it is"));
        }
    }

    private static Map<String, Object> withAgent(String agent) {
        Map<String, Object> body = Api.session(Samples.id());
        body.put("agent_type", agent);
        return body;
    }

    @Test
    default void aPagePastTheEndLeadsBack() {
        String agent = Samples.id();
        json(withAgent(agent)).post(SESSIONS).then().statusCode(201);
        String previous = given().queryParam("agent_type", agent).queryParam("page", 7).get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(0), "pagination.total_items", equalTo(1), "pagination.total_pages", equalTo(1),
                        "pagination.page", equalTo(7), "pagination.next_cursor", nullValue())
                .extract().path("pagination.prev_cursor");
        given().queryParam("agent_type", agent).queryParam("cursor", previous).get(SESSIONS).then().statusCode(200).body(
                "sessions", hasSize(1), "pagination.next_cursor", nullValue(), "pagination.prev_cursor", nullValue());
        given().queryParam("page", Integer.MAX_VALUE).queryParam("page_size", 100).get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(0));
    }

    @Test
    default void linksToItsNeighbours() {
        String agent = "agent & type " + Samples.id();
        for (int i = 0; i < 5; i++) {
            json(withAgent(agent)).post(SESSIONS).then().statusCode(201);
        }
        List<String> seen = new ArrayList<>();
        String link = SESSIONS + "?page_size=2&agent_type=" + agent.replace("&", "%26").replace(" ", "%20");
        for (int pages = 0; link != null; pages++) {
            assertThat(pages).isLessThan(3);
            var answer = given().urlEncodingEnabled(false).get(link).then().statusCode(200).extract();
            seen.addAll(answer.path("sessions.session_id"));
            Map<String, String> links = links(answer.header("Link"));
            assertThat(links).containsKey("first");
            assertThat(links.containsKey("prev")).isEqualTo(pages > 0);
            link = links.get("next");
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    /** What the list does not know is nobody's to spread, and proxies take no header of any length. */
    @Test
    default void linksRepeatKnownParametersOnly() {
        String agent = Samples.id();
        for (int i = 0; i < 2; i++) {
            json(withAgent(agent)).post(SESSIONS).then().statusCode(201);
        }
        String link = given().urlEncodingEnabled(false)
                .get(SESSIONS + "?page_size=1&agent_type=" + agent + "&token=secret&agent_type=other&x%0d%0a=y&page=1").then()
                .statusCode(200).extract().header("Link");
        assertThat(links(link)).containsEntry("first", SESSIONS + "?agent_type=" + agent + "&page_size=1")
                .containsKey("next");
        assertThat(link).doesNotContain("secret", "token", "other", "x%0", "page=1");
        for (int length : List.of(1000, 3000, 4000, 7000)) {
            String header = given().urlEncodingEnabled(false)
                    .get(SESSIONS + "?page_size=1&status=pending&status=" + "x".repeat(length)).then().statusCode(200).extract()
                    .header("Link");
            assertThat(header == null ? 0 : header.length()).isLessThanOrEqualTo(4096);
            assertThat(header == null).isEqualTo(length >= 4096);
        }
    }

    private static Map<String, String> links(String header) {
        Map<String, String> links = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("<([^>]*)>; rel=\"(\\w+)\"").matcher(header);
        while (matcher.find()) {
            links.put(matcher.group(2), matcher.group(1));
        }
        return links;
    }

    @Test
    default void countsAsMuchAsIsAskedFor() {
        String agent = Samples.id();
        for (int i = 0; i < 3; i++) {
            json(withAgent(agent)).post(SESSIONS).then().statusCode(201);
        }
        given().queryParam("agent_type", agent).get(SESSIONS).then().body("pagination.count", equalTo("exact"),
                "pagination.total_items", equalTo(3));
        given().queryParam("agent_type", agent).queryParam("count", "EXACT").get(SESSIONS).then()
                .body("pagination.count", equalTo("exact"), "pagination.total_items", equalTo(3));
        given().queryParam("agent_type", agent).queryParam("count", "none").get(SESSIONS).then()
                .body("pagination.count", equalTo("none"), "pagination.total_items", nullValue(), "pagination.total_pages",
                        nullValue(), "sessions", hasSize(3));
        given().queryParam("agent_type", agent).queryParam("search", "api-1").queryParam("count", "estimate").get(SESSIONS)
                .then()
                .body("pagination.count", equalTo("estimate"), "pagination.total_items", greaterThanOrEqualTo(0));
        given().queryParam("count", "roughly").queryParam("search", "ab").queryParam("page", 0).get(SESSIONS).then()
                .statusCode(422)
                .body("errors.parameter", equalTo(List.of("search", "page", "count")), "errors[2].message",
                        containsString("auto, exact, estimate, none"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "error_message", "final_analysis", "final_analysis_summary", "alert_type", "agent_type", "author",
            "session_id" })
    default void searchesEveryNamedField(String field) {
        String own = Samples.id().replace("-", "");
        Map<String, Object> body = Api.session(Samples.id());
        body.put(field, "Before" + own + "After");
        json(body).post(SESSIONS).then().statusCode(201);
        assertThat(search("RE" + own.toUpperCase(java.util.Locale.ROOT) + "aF"))
                .containsExactly((String) body.get("session_id"));
    }

    /** The index looks up only the beginning of a long term. */
    @Test
    default void searchesALongTermWhole() {
        String own = Samples.id();
        Map<String, Object> body = Api.session(own);
        body.put("error_message", own + "x".repeat(100_000) + own);
        json(body).post(SESSIONS).then().statusCode(201);
        assertThat(search(own + "x".repeat(1_000))).hasSize(1);
        assertThat(search("x".repeat(1_000) + own)).hasSize(1);
        assertThat(search(own + "x".repeat(1_000) + own)).isEmpty();
    }

    @Test
    default void searchesEveryStringOfTheAlert() {
        String own = Samples.id();
        Map<String, Object> body = Api.session(Samples.id());
        body.put("alert_data", Map.of("labels", Map.of("pod", "x" + own + "-one"), "list",
                List.of(1, true, Map.of("deep", "x" + own + "-TWO")), "key" + own + "-three", 7));
        json(body).post(SESSIONS).then().statusCode(201);
        assertThat(search(own + "-one")).hasSize(1);
        assertThat(search(own + "-two")).hasSize(1);
        assertThat(search(own + "-three")).isEmpty(); // names of members are no strings of the alert
        assertThat(search(own + "-one\nx" + own)).isEmpty(); // nor does a match run from one value into the next
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "100% sure|100% s", "100x sure|''", "snake_case|e_c", "snakeXcase|''",
            "back\\slash|k\\s",
            "quote\"d|e\"d", "it's|t's", "漢字かな|字か", "Größe|GRÖßE", "a*b(c)|a*b(c)", "x -- y|-- y", "___|___", "%%%|%%%",
            "😀 smile|😀 s" })
    default void takesEveryCharacterLiterally(String stored, String sought) {
        String own = Samples.id();
        Map<String, Object> body = Api.session(Samples.id());
        body.put("agent_type", own);
        body.put("error_message", stored);
        json(body).post(SESSIONS).then().statusCode(201);
        boolean matches = !sought.isEmpty();
        String term = matches ? sought : stored.startsWith("100x") ? "100%" : "e_c";
        List<String> found = given().queryParam("agent_type", own).queryParam("search", term.length() < 3 ? term + " " : term)
                .get(SESSIONS).then().statusCode(200).extract().path("sessions.session_id");
        assertThat(found).hasSize(matches ? 1 : 0);
    }

    private static List<String> search(String term) {
        JsonPath page = given().queryParam("search", term).get(SESSIONS).then().statusCode(200).extract().jsonPath();
        assertThat(page.getInt("pagination.total_items")).isEqualTo(page.getList("sessions").size());
        return page.getList("sessions.session_id");
    }

    @Test
    default void findsWhatAChangeBrought() {
        String own = Samples.id();
        String id = Api.created("in_progress");
        assertThat(search("cause " + own)).isEmpty();
        Api.patch(id, Map.of("final_analysis", "Root cause " + own)).then().statusCode(200);
        assertThat(search("cause " + own)).containsExactly(id);
        Api.patch(id, Map.of("final_analysis", "Another")).then().statusCode(200);
        assertThat(search("cause " + own)).isEmpty();
    }

    @Test
    default void searchesInEveryOrderPageByPage() {
        String own = Samples.id();
        for (int i = 0; i < 7; i++) {
            Map<String, Object> body = Api.session(own + "-" + i);
            body.put("status", i % 2 == 0 ? "in_progress" : "failed");
            body.put("started_at_us", 1000 + i);
            body.put("completed_at_us", i % 2 == 0 ? null : Long.valueOf(90_000 + i * 1000L));
            body.put("alert_type", i % 3 == 0 ? null : "type-" + i % 3);
            json(body).post(SESSIONS).then().statusCode(201);
        }
        for (String sort : SORTS) {
            for (int size : List.of(1, 3, 10)) {
                List<String> seen = new ArrayList<>();
                String cursor = null;
                do {
                    RequestSpecification request = given().queryParam("search", own).queryParam("sort_by", sort)
                            .queryParam("page_size", size);
                    JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(SESSIONS).then()
                            .statusCode(200).body("pagination.total_items", equalTo(7)).extract().jsonPath();
                    seen.addAll(page.getList("sessions.session_id"));
                    cursor = page.getString("pagination.next_cursor");
                } while (cursor != null);
                List<String> whole = given().queryParam("search", own).queryParam("sort_by", sort).queryParam("page", 1)
                        .get(SESSIONS).path("sessions.session_id");
                assertThat(seen).as(sort + " by " + size).isEqualTo(whole).hasSize(7).doesNotHaveDuplicates();
            }
        }
    }

    /** What comes first may lie behind a thousand others, and what comes later before them in a part of its own. */
    @Test
    default void findsFirstWhatComesFirstHoweverMuchStandsBeforeIt() {
        String own = Samples.id();
        BulkResponses.to(IntStream.range(0, 1100).mapToObj(i -> BulkLines.ended(Samples.id())).toList());
        String ended = own + "-ended";
        Map<String, Object> body = Api.session(ended);
        body.put("status", "completed");
        body.put("started_at_us", 1000);
        body.put("completed_at_us", 30_001_000L); // thirty seconds, fewer than the others'
        json(body).post(SESSIONS).then().statusCode(201);
        for (int i = 0; i < 3; i++) {
            json(Api.session(own + "-open-" + i)).post(SESSIONS).then().statusCode(201);
        }
        for (String sort : List.of("completed_at_us", "duration_ms")) {
            assertThat(given().queryParam("search", own).queryParam("sort_by", sort).queryParam("page_size", 1).get(SESSIONS)
                    .<String> path("sessions[0].session_id")).as(sort).isEqualTo(ended);
        }
    }

    @Test
    default void aSearchIsTrimmedAndABlankOneIsNone() {
        String own = Samples.id();
        json(withAgent(own)).post(SESSIONS).then().statusCode(201);
        given().queryParam("agent_type", own).queryParam("search", "  API-1 ").get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(1), "filters_applied", equalTo(Map.of("agent_type", own, "search", "API-1")));
        given().queryParam("agent_type", own).queryParam("search", "   ").get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(1), "filters_applied", equalTo(Map.of("agent_type", own)));
        given().queryParam("agent_type", own).queryParam("search", " i ").get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(1));
        given().queryParam("agent_type", own).queryParam("search", " # ").get(SESSIONS).then().statusCode(200)
                .body("sessions", hasSize(0), "pagination.total_items", equalTo(0));
        for (String tooShort : List.of("", "ab", "😀😀", "障害", "障", "害 ")) {
            given().queryParam("search", tooShort).get(SESSIONS).then().statusCode(422).body("errors[0].parameter",
                    equalTo("search"), "detail", not(containsString("null")));
        }
    }
}
