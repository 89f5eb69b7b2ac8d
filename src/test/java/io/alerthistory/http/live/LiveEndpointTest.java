package io.alerthistory.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

/** What arrives before a connection is opened, which with a real client happens once in thousands of connections. */
class LiveEndpointTest {

    private final List<Integer> closed = new ArrayList<>();

    @SuppressWarnings("NullAway") // nothing else is asked for before the opening
    private final LiveEndpoint endpoint = new LiveEndpoint(null, null, null);

    /** A socket that was closed by the client, or not, and has no connection yet. */
    private WebSocketConnection socket(boolean isOpen) {
        UserData nothing = proxy(UserData.class, (method, argument) -> null);
        return proxy(WebSocketConnection.class, (method, argument) -> switch (method) {
            case "userData" -> nothing;
            case "isOpen" -> isOpen;
            case "close" -> {
                closed.add(((CloseReason) argument).getCode());
                yield Uni.createFrom().voidItem();
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Answer {

        Object to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                (self, method, arguments) -> answer.to(method.getName(), arguments == null ? "" : arguments[0])));
    }

    @Test
    void anEarlyFrameThatIsTooLargeIsRefused() {
        endpoint.fail(new CorruptedWebSocketFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, "too large"), socket(true));
        endpoint.fail(new IllegalStateException("too large"), socket(true));
        assertThat(closed).containsExactly(1009, 1009);
    }

    @Test
    void aConnectionThatIsClosedBeforeItsOpeningIsNotOpened() {
        endpoint.close(socket(false));
        endpoint.open(socket(false));
        assertThat(closed).isEmpty();
    }
}
