package io.alerthistory.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** What an upload was answered: a line for every batch, and the last one. */
record BulkResponses(List<JsonPath> batches, JsonPath last) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static BulkResponses to(List<String> lines) {
        return to(String.join("\n", lines) + "\n");
    }

    static BulkResponses to(String body) {
        HttpResponse<String> answer = send(request().POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/x-ndjson"));
        assertThat(answer.body()).endsWith("\n");
        List<JsonPath> lines = answer.body().lines().map(JsonPath::new).toList();
        BulkResponses answers = new BulkResponses(lines.subList(0, lines.size() - 1), lines.get(lines.size() - 1));
        assertThat(answers.last().getBoolean("done")).as(answer.body()).isTrue();
        for (String count : List.of("accepted", "duplicates")) {
            assertThat(answers.batches().stream().mapToInt(batch -> batch.getInt(count)).sum()).isEqualTo(answers.count(count));
        }
        assertThat(answers.rejected()).hasSize(answers.count("rejected"));
        return answers;
    }

    static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + Api.BULK)).header("Content-Type",
                "application/x-ndjson");
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int count(String name) {
        return last.getInt(name);
    }

    /** Of every line that was rejected, its number and the code. */
    Map<Integer, String> rejected() {
        Map<Integer, String> codes = new TreeMap<>();
        for (JsonPath batch : batches) {
            batch.<Map<String, Object>> getList("rejected")
                    .forEach(line -> codes.put((Integer) line.get("line"), (String) line.get("code")));
        }
        return codes;
    }

    /** Checks how many records were new, how many known, and what became of the others. */
    void are(int accepted, int duplicates, Map<Integer, String> rejected) {
        assertThat(rejected()).isEqualTo(rejected);
        assertThat(List.of(count("accepted"), count("duplicates"))).containsExactly(accepted, duplicates);
    }
}
