package io.alerthistory.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.alerthistory.support.Answer;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/** Lets no answer pass that is not as the service's own document describes it. */
public final class DescribedResponses implements Filter {

    /** Some tests send thousands of requests of one kind. */
    private static final int CHECKED_OF_A_KIND = 300;

    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private ResponseCheck check;

    @Override
    public Response filter(FilterableRequestSpecification request, FilterableResponseSpecification expected,
            FilterContext context) {
        Response response = context.next(request, expected);
        String path = URI.create(request.getURI()).getPath();
        String kind = request.getMethod() + path.replaceAll("[^/]*[0-9][^/]*", "{id}") + response.statusCode();
        if (seen.computeIfAbsent(kind, first -> new AtomicInteger()).incrementAndGet() > CHECKED_OF_A_KIND) {
            return response;
        }
        assertThat(check().differences(request.getMethod(), path, answer(response)))
                .as("%s %s -> %s", request.getMethod(), path, response.statusCode()).isEmpty();
        return response;
    }

    /** Made late: the service's address is known when a test runs. */
    private synchronized ResponseCheck check() {
        if (check == null) {
            check = new ResponseCheck(ApiDocument.served());
        }
        return check;
    }

    private static Answer answer(Response response) {
        Map<String, List<String>> headers = response.headers().asList().stream()
                .collect(Collectors.groupingBy(header -> header.getName().toLowerCase(Locale.ROOT), TreeMap::new,
                        Collectors.mapping(Header::getValue, Collectors.toList())));
        return new Answer(response.statusCode(), headers, response.asByteArray());
    }
}
