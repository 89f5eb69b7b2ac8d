import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/** Watches by server-sent events, and comes back with its Last-Event-ID. */
final class StreamViewer extends Viewer {

    private final AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();

    StreamViewer(HttpClient http, ScheduledExecutorService timer, String session, List<Service> replicas, int first,
            Latencies latencies) {
        super(http, timer, session, replicas, first, latencies);
    }

    @Override
    void open() {
        if (stopped.get()) {
            return;
        }
        HttpRequest.Builder request = HttpRequest
                .newBuilder(next().at("/api/v1/history/sessions/" + session + "/events"));
        if (last.get() > 0) {
            request.header("Last-Event-ID", String.valueOf(last.get()));
        }
        http.sendAsync(request.build(), response -> response.statusCode() == 200
                ? HttpResponse.BodySubscribers.fromLineSubscriber(new Lines())
                : HttpResponse.BodySubscribers.replacing(null)).whenComplete((done, failure) -> later());
    }

    @Override
    void drop() {
        Flow.Subscription open = subscription.get();
        if (open != null) {
            open.cancel();
        }
    }

    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription open) {
            subscription.set(open);
            open.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("data: ")) {
                heard(line.substring("data: ".length()));
            }
        }

        @Override
        public void onError(Throwable failure) {
            // the end of the request says so, too
        }

        @Override
        public void onComplete() {
            // the same
        }
    }
}
