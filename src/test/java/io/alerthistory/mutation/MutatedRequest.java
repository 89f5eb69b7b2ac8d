package io.alerthistory.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.alerthistory.openapi.Operation;
import io.alerthistory.support.RawRequest;

/** A request that is being made, and then spoiled. Its text parts are bytes of ISO 8859-1 on the wire. */
final class MutatedRequest {

    private static final int SHOWN = 400;

    private final Operation operation;
    private final List<String[]> headers = new ArrayList<>();
    private final List<String> mutations = new ArrayList<>();
    private String method;
    private String path;
    private String query = "";
    private byte[] body = new byte[0];
    private int chunk;
    private boolean framed = true;
    private boolean endsEarly;

    MutatedRequest(Operation operation) {
        this.operation = operation;
        this.method = operation.method();
        this.path = operation.path();
    }

    Operation operation() {
        return operation;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String query() {
        return query;
    }

    byte[] body() {
        return body;
    }

    List<String> mutations() {
        return mutations;
    }

    MutatedRequest method(String name) {
        method = name;
        return this;
    }

    MutatedRequest path(String text) {
        path = text;
        return this;
    }

    MutatedRequest query(String text) {
        query = text;
        return this;
    }

    MutatedRequest body(byte[] bytes) {
        body = bytes;
        return this;
    }

    MutatedRequest header(String name, String value) {
        headers.removeIf(header -> header[0].equalsIgnoreCase(name));
        return andHeader(name, value);
    }

    MutatedRequest andHeader(String name, String value) {
        headers.add(new String[] { name, value });
        return this;
    }

    MutatedRequest withoutHeader(String name) {
        headers.removeIf(header -> header[0].equalsIgnoreCase(name));
        return this;
    }

    /** Sends the body, whatever becomes of it, in chunks of so many bytes instead of with its length. */
    MutatedRequest chunked(int bytes) {
        chunk = bytes;
        return this;
    }

    /** The caller says how long the body is; nothing can follow on this connection. */
    MutatedRequest unframed(boolean early) {
        framed = false;
        endsEarly = early;
        return this;
    }

    MutatedRequest mutated(String how) {
        mutations.add(how);
        return this;
    }

    boolean keepsConnection() {
        return framed;
    }

    RawRequest raw() {
        return new RawRequest(bytes(), method, framed, endsEarly);
    }

    /** Whether the request still meets its operation: its method and its path are as described. */
    boolean meetsOperation() {
        return method.equals(operation.method()) && mutations.stream().noneMatch(name -> name.startsWith("path"));
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(query.isEmpty() ? "" : "?" + query)
                .append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header[0]).append(": ").append(header[1]).append("\r\n"));
        if (framed) {
            head.append(chunk > 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length).append("\r\n");
        }
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(framed && chunk > 0 ? chunks() : body);
        return bytes.toByteArray();
    }

    private byte[] chunks() {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += chunk) {
            int size = Math.min(body.length - from, chunk);
            chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, from, size);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunks.toByteArray();
    }

    @Override
    public String toString() {
        byte[] bytes = bytes();
        String text = new String(bytes, 0, Math.min(bytes.length, 3 * SHOWN), StandardCharsets.UTF_8);
        return mutations + " " + text.replace("\r\n", " | ") + (bytes.length > 3 * SHOWN ? "… " + bytes.length + " bytes" : "");
    }
}
