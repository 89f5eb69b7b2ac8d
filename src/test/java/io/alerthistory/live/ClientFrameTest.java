package io.alerthistory.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.live.ClientFrame.Action;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class ClientFrameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"action":"ping"}                                                       | PING        |               | 0
            {"action":"subscribe","channel":"sessions"}                             | SUBSCRIBE   | sessions      | 0
            {"action":"subscribe","channel":"session:3f2c"}                         | SUBSCRIBE   | session:3f2c  | 0
            {"action":"subscribe","channel":"cancellations","more":[1]}             | SUBSCRIBE   | cancellations | 0
            {"action":"unsubscribe","channel":"session:a:b"}                        | UNSUBSCRIBE | session:a:b   | 0
            {"action":"catchup","channel":"session:a","last_event_id":8841}         | CATCHUP     | session:a     | 8841
            {"action":"catchup","channel":"session:a"}                              | CATCHUP     | session:a     | 0
            {"action":"catchup","channel":"session:a","last_event_id":null}         | CATCHUP     | session:a     | 0
            {"action":"catchup","channel":"session:a","last_event_id":-1}           | REFUSED     |               | 0
            {"action":"catchup","channel":"session:a","last_event_id":"1"}          | REFUSED     |               | 0
            {"action":"catchup","channel":"session:a","last_event_id":1.5}          | REFUSED     |               | 0
            {"action":"catchup","channel":"session:a","last_event_id":99999999999999999999} | REFUSED |           | 0
            {"action":"subscribe"}                                                  | REFUSED     |               | 0
            {"action":"subscribe","channel":"session:"}                             | REFUSED     |               | 0
            {"action":"subscribe","channel":"other"}                                | REFUSED     |               | 0
            {"action":"subscribe","channel":7}                                      | REFUSED     |               | 0
            {"action":"dance"}                                                      | REFUSED     |               | 0
            {}                                                                      | REFUSED     |               | 0
            []                                                                      | MALFORMED   |               | 0
            "ping"                                                                  | MALFORMED   |               | 0
            {"action":"ping"}{}                                                     | MALFORMED   |               | 0
            {"action":                                                              | MALFORMED   |               | 0
            ping                                                                    | MALFORMED   |               | 0
            """)
    void parses(String text, Action action, @Nullable String channel, long lastId) {
        ClientFrame frame = ClientFrame.parse(text);

        assertThat(frame.action()).isEqualTo(action);
        assertThat(frame.channel() == null ? null : frame.channel().name()).isEqualTo(channel);
        assertThat(frame.lastEventId()).isEqualTo(lastId);
        assertThat(frame.message() != null).isEqualTo(action == Action.REFUSED || action == Action.MALFORMED);
    }

    @Test
    void refusesALongChannel() {
        String longest = "session:" + "x".repeat(200);

        assertThat(ClientFrame.parse("{\"action\":\"subscribe\",\"channel\":\"" + longest + "\"}").action())
                .isEqualTo(Action.SUBSCRIBE);
        assertThat(ClientFrame.parse("{\"action\":\"subscribe\",\"channel\":\"" + longest + "x\"}").action())
                .isEqualTo(Action.REFUSED);
    }

    @Test
    void anEmptyTextIsNoObject() {
        assertThat(ClientFrame.parse("").action()).isEqualTo(Action.MALFORMED);
    }

    @Test
    void aDeepTextIsNoObject() {
        assertThat(ClientFrame.parse("{\"a\":" + "[".repeat(20_000)).action()).isEqualTo(Action.MALFORMED);
    }

    @Property(tries = 2000)
    void neverFails(@ForAll @StringLength(max = 60) String text) {
        assertThat(ClientFrame.parse(text)).isNotNull();
        assertThat(ClientFrame.parse("{\"action\":\"subscribe\",\"channel\":\"" + text + "\"}")).isNotNull();
    }
}
