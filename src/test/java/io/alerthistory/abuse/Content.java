package io.alerthistory.abuse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The bytes of a body. They are made while they are sent, and the same content may be sent by many threads. */
interface Content {

    Content NONE = text("");

    long length();

    void writeTo(OutputStream out) throws IOException;

    static Content text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Content() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }

    static Content of(Content... parts) {
        List<Content> all = List.of(parts);
        return new Content() {
            @Override
            public long length() {
                return all.stream().mapToLong(Content::length).sum();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                for (Content part : all) {
                    part.writeTo(out);
                }
            }
        };
    }

    static Content of(String before, Content content, String after) {
        return of(text(before), content, text(after));
    }

    /** The same piece many times, from a block that is made once. */
    static Content repeated(String piece, long times) {
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        int inBlock = (int) Math.max(1, Math.min(times, 65_536 / bytes.length));
        byte[] block = piece.repeat(inBlock).getBytes(StandardCharsets.UTF_8);
        return new Content() {
            @Override
            public long length() {
                return bytes.length * times;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                for (long left = times; left > 0; left -= inBlock) {
                    out.write(block, 0, (int) Math.min(left, inBlock) * bytes.length);
                }
            }
        };
    }

    /** Items with commas between them. */
    static Content items(String item, long times) {
        return of(repeated(item + ",", times - 1), text(item));
    }

    /** As many of the same item, with commas between them, as fit into so many bytes. */
    static Content filled(String item, long bytes) {
        return items(item, bytes / (item.getBytes(StandardCharsets.UTF_8).length + 1));
    }

    /** Pieces that differ. They are made twice, because their length is told before they are sent. */
    static Content numbered(int times, IntFunction<String> piece) {
        long[] length = { -1 };
        return new Content() {
            @Override
            public synchronized long length() {
                if (length[0] < 0) {
                    long sum = 0;
                    for (int i = 0; i < times; i++) {
                        sum += piece.apply(i).getBytes(StandardCharsets.UTF_8).length;
                    }
                    length[0] = sum;
                }
                return length[0];
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                StringBuilder gathered = new StringBuilder();
                for (int i = 0; i < times; i++) {
                    gathered.append(piece.apply(i));
                    if (gathered.length() > 32_768 || i == times - 1) {
                        out.write(gathered.toString().getBytes(StandardCharsets.UTF_8));
                        gathered.setLength(0);
                    }
                }
            }
        };
    }

    /** A JSON string of so many bytes, quotes not counted, that repeats a phrase which needs no escape. */
    static Content string(String phrase, long bytes) {
        return of("\"", repeated(phrase, bytes / phrase.getBytes(StandardCharsets.UTF_8).length), "\"");
    }

    /** A JSON array of strings of about a million bytes each, together so many bytes. */
    static Content strings(String phrase, long bytes) {
        long each = Math.min(bytes, 1_000_000);
        Content string = string(phrase, each);
        Content[] parts = new Content[(int) (2 * (bytes / each) - 1)];
        Arrays.setAll(parts, i -> i % 2 == 0 ? string : text(","));
        return of("[", of(parts), "]");
    }
}
