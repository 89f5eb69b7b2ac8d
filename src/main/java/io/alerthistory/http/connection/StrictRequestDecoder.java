package io.alerthistory.http.connection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.problem.BrokenFraming;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/**
 * Decodes HTTP/1 requests and refuses those that a proxy could interpret differently, or that are not HTTP. A refused
 * request continues without its body, marked with {@link BrokenFraming}, and the rest of its connection is dropped. The
 * server's own decoder accepts some of these requests, and for the others it closes the connection without a response.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

    /** Whether the headers of a request are being read, and whether its first line has been read. */
    private final AtomicBoolean inHeaders = new AtomicBoolean(true);
    private final AtomicBoolean requestLineRead = new AtomicBoolean();
    private final AtomicBoolean folded = new AtomicBoolean();
    private final AtomicInteger lengths = new AtomicInteger();

    /** The request whose body is being read. */
    private final AtomicReference<@Nullable HttpRequest> current = new AtomicReference<>();
    private final AtomicBoolean inputShutdown = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();

    StrictRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (refused.get()) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        if (inHeaders.get() && hasFoldedLine(buffer)) {
            folded.set(true);
        }
        int first = out.size();
        super.decode(context, buffer, out);
        review(context, out, first);
    }

    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        int first = out.size();
        super.decodeLast(context, buffer, out);
        if (refused.get()) {
            return;
        }
        review(context, out, first);
        HttpRequest unfinished = current.get();
        if (inputShutdown.get() && unfinished != null) { // a client that closed only its side reads the response
            breakOff(context, unfinished, "The body ended before it was complete", out);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            inputShutdown.set(true);
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        requestLineRead.set(true);
        return super.createMessage(initialLine);
    }

    /** The server accepts duplicate lengths if they are equal or the request is HTTP/1.0. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (inHeaders.get() && HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            lengths.incrementAndGet();
        }
        return name;
    }

    /** The server joins a line that begins with white space to the line before, which RFC 9112, 5.2 calls obsolete. */
    private boolean hasFoldedLine(ByteBuf buffer) {
        boolean inFields = requestLineRead.get();
        int end = buffer.writerIndex();
        for (int line = buffer.readerIndex(); line < end;) {
            byte first = buffer.getByte(line);
            if (inFields && (first == ' ' || first == '\t')) {
                return true;
            }
            int lineFeed = buffer.indexOf(line, end, (byte) '\n');
            boolean empty = first == '\n' || first == '\r';
            if (lineFeed < 0 || (inFields && empty)) {
                return false;
            }
            inFields |= !empty;
            line = lineFeed + 1;
        }
        return false;
    }

    private void review(ChannelHandlerContext context, List<Object> out, int first) {
        for (int i = first; i < out.size(); i++) {
            Object message = out.get(i);
            if (message instanceof HttpRequest request) {
                Optional<ProblemException> refusal = FramingRules.refusal(request, folded.get(), lengths.get());
                if (refusal.isPresent()) {
                    removeFrom(i, out);
                    refuse(context, request, refusal.get(), out);
                    return;
                }
                ignoreHalfAnUpgrade(request.headers());
                inHeaders.set(false);
                current.set(request);
            }
            if (message instanceof LastHttpContent end) {
                HttpRequest request = current.get();
                if (end.decoderResult().isFailure() && request != null) {
                    removeFrom(i, out);
                    breakOff(context, request, "The chunks of the body are malformed (RFC 9112, 7.1)", out);
                    return;
                }
                startOver();
            }
        }
    }

    /**
     * The server responds to an upgrade to HTTP/2 without settings with an empty 400; a server may ignore the upgrade
     * (RFC 9110, 7.8).
     */
    private static void ignoreHalfAnUpgrade(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.UPGRADE, "h2c", true) && !headers.contains("http2-settings")) {
            headers.remove(HttpHeaderNames.UPGRADE);
        }
    }

    private void startOver() {
        current.set(null);
        requestLineRead.set(false);
        folded.set(false);
        lengths.set(0);
        inHeaders.set(true);
    }

    /** Replaces a refused request with one without a body. */
    private void refuse(ChannelHandlerContext context, HttpRequest request, ProblemException refusal, List<Object> out) {
        HttpHeaders headers = HeadersMultiMap.httpHeaders();
        String id = request.headers().get(REQUEST_ID);
        if (id != null) {
            headers.set(REQUEST_ID, id);
        }
        headers.set(HttpHeaderNames.HOST, "localhost"); // the server requires a Host
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        boolean unread = request instanceof FullHttpRequest || !request.uri().startsWith("/"); // the decoder has no request line, so the path is a placeholder
        DefaultHttpRequest marked = new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), unread ? "/" : request.uri(),
                headers);
        marked.setDecoderResult(new BrokenFraming(refusal));
        out.add(marked);
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        dropTheRest(context);
    }

    /** Ends the body of a request that is already being served. */
    private void breakOff(ChannelHandlerContext context, HttpRequest request, String detail, List<Object> out) {
        request.setDecoderResult(new BrokenFraming(new ProblemException(ErrorCode.BAD_REQUEST, detail)));
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        dropTheRest(context);
    }

    private void dropTheRest(ChannelHandlerContext context) {
        refused.set(true);
        current.set(null);
        context.pipeline().addFirst(new LingeringClose());
    }

    private static void removeFrom(int index, List<Object> out) {
        while (out.size() > index) {
            ReferenceCountUtil.release(out.remove(out.size() - 1));
        }
    }
}
