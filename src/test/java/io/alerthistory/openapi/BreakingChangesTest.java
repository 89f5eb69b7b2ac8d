package io.alerthistory.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes of the document in docs, and what a client would notice of them. */
class BreakingChangesTest {

    private static final String LIST = "/paths/~1api~1v1~1history~1sessions/get";
    private static final String CREATE = "/paths/~1api~1v1~1history~1sessions/post";
    private static final String OVERVIEW = "/components/schemas/SessionOverview";
    private static final String SENT = "/components/schemas/CreateSession";

    @Test
    void areNoneWhenNothingChanges() throws IOException {
        assertThat(BreakingChanges.between(document(), document())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/paths/~1api~1v1~1history~1sessions      |               | POST /api/v1/history/sessions: removed",
            CREATE + "                                |               | POST /api/v1/history/sessions: removed",
            CREATE + "/responses/201                  |               | POST /api/v1/history/sessions 201: removed",
            CREATE + "/requestBody/content            | {}            | body: application/json removed",
            LIST + "/responses/200/content            | {}            | 200: application/json removed",
            LIST + "/parameters/-  | {'name':'zq','in':'query','required':true,'schema':{}} | query parameter zq: became required",
            LIST + "/parameters/-  | {'name':'Zq','in':'header','required':true,'schema':{}} | header parameter Zq: became required",
            LIST + "/parameters/0/required            | true          | became required",
            LIST + "/parameters/0                     |               | removed",
            OVERVIEW + "/properties/author            |               | 200/sessions[]/author: removed",
            OVERVIEW + "/properties/chain_id/type     | 'integer'     | chain_id: answers [integer] instead of [string]",
            OVERVIEW + "/properties/chain_id/type     | ['string','null'] | chain_id: answers [null] instead of [string]",
            OVERVIEW + "/properties/total_stages/format | 'int64'     | total_stages: other format",
            OVERVIEW + "/required                     | []            | /chain_id: may be absent",
            OVERVIEW + "/properties/status            | {'type':'object'} | status: answers [object] instead of [string]",
            SENT + "/required/-                       | 'author'      | body/author: became required",
            SENT + "/properties/author                |               | body/author: removed",
            SENT + "/properties/author/type           | 'string'      | author: takes [string] instead of [null]",
            SENT + "/properties/author/maxLength      | 100           | author: lower maxLength",
            SENT + "/properties/author/minLength      | 1             | author: higher minLength",
            SENT + "/properties/author/pattern        | '^a'          | author: other pattern",
            SENT + "/properties/author/enum           | ['a']         | author: takes fewer values",
            SENT + "/properties/started_at_us/format  | 'int32'       | started_at_us: other format",
            SENT + "/properties/started_at_us/minimum | 1             | started_at_us: higher minimum",
            SENT + "/properties/alert_data/additionalProperties | false | alert_data: takes no other fields",
            "/components/schemas/SessionStatus/enum   | ['pending']   | body/status: takes fewer values" })
    void areFound(String pointer, String value, String finding) throws IOException {
        assertThat(BreakingChanges.between(document(), changed(pointer, value))).isNotEmpty()
                .anySatisfy(found -> assertThat(found).contains(finding));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/paths/~1api~1v1~1more                   | {'get':{}}",
            LIST + "/parameters/-                     | {'name':'zq','in':'query','schema':{'type':'string'}}",
            LIST + "/responses/418                    | {}",
            CREATE + "/requestBody/required           | false",
            CREATE + "/responses/400                  |",
            OVERVIEW + "/properties/more              | {'type':'string'}",
            OVERVIEW + "/required/-                   | 'more'",
            "/components/schemas/SessionStatus/enum/- | 'more'",
            SENT + "/properties/more                  | {'type':'string'}",
            SENT + "/required                         | []",
            SENT + "/additionalProperties             | true",
            SENT + "/properties/author                | {}",
            SENT + "/properties/author/maxLength      | 1000",
            SENT + "/properties/agent_type/pattern    |",
            SENT + "/properties/started_at_us/minimum | -1" })
    void areNot(String pointer, String value) throws IOException {
        assertThat(BreakingChanges.between(document(), changed(pointer, value))).isEmpty();
    }

    private static ApiDocument document() throws IOException {
        return ApiDocument.of(Files.readString(OpenApiDocumentTest.COPY));
    }

    /** Puts a value where the pointer says, as JSON with single quotes; removes what is there when there is none. */
    private static ApiDocument changed(String pointer, String value) throws IOException {
        JsonNode root = document().root();
        JsonPointer place = JsonPointer.compile(pointer);
        String name = place.last().getMatchingProperty();
        JsonNode parent = root.at(place.head());
        JsonNode json = value == null ? null : new ObjectMapper().readTree(value.replace('\'', '"'));
        if (parent instanceof ArrayNode array) {
            if (json == null) {
                array.remove(Integer.parseInt(name));
            } else {
                array.add(json);
            }
        } else if (json == null) {
            assertThat(((ObjectNode) parent).remove(name)).as(pointer).isNotNull();
        } else {
            ((ObjectNode) parent).set(name, json);
        }
        return new ApiDocument(root);
    }
}
