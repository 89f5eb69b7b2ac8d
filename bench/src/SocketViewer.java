import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/** Watches by the WebSocket, as the dashboard does: it subscribes, and asks for what came after its last id. */
final class SocketViewer extends Viewer {

    private final AtomicReference<WebSocket> socket = new AtomicReference<>();

    SocketViewer(HttpClient http, ScheduledExecutorService timer, String session, List<Service> replicas, int first,
            Latencies latencies) {
        super(http, timer, session, replicas, first, latencies);
    }

    @Override
    void open() {
        if (stopped.get()) {
            return;
        }
        http.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + next().port() + "/api/v1/ws"), new Frames())
                .whenComplete((open, failure) -> {
                    if (failure != null) {
                        later();
                    }
                });
    }

    @Override
    void drop() {
        WebSocket open = socket.get();
        if (open != null) {
            open.abort();
        }
    }

    private final class Frames implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket open) {
            socket.set(open);
            String channel = "\"channel\":\"session:" + session + "\"";
            var sent = open.sendText("{\"action\":\"ping\"}", true)
                    .thenCompose(done -> open.sendText("{\"action\":\"subscribe\"," + channel + "}", true));
            if (last.get() > 0) {
                sent.thenCompose(done -> open.sendText("{\"action\":\"catchup\"," + channel + ",\"last_event_id\":" + last.get()
                        + "}", true));
            }
            open.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket open, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                heard(text.toString());
                text.setLength(0);
            }
            open.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket open, int status, String reason) {
            later();
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable failure) {
            later();
        }
    }
}
