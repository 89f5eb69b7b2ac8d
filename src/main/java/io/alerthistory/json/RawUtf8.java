package io.alerthistory.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import com.fasterxml.jackson.core.SerializableString;

/** JSON text that Jackson writes unchanged as bytes. */
record RawUtf8(Utf8 text) implements SerializableString {

    @Override
    public String getValue() {
        return text.toString();
    }

    @Override
    public int charLength() {
        return getValue().length();
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return text.bytes();
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        if (text.length() > buffer.length - offset) {
            return -1;
        }
        System.arraycopy(text.array(), text.offset(), buffer, offset, text.length());
        return text.length();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        text.writeTo(out);
        return text.length();
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer buffer) {
        if (text.length() > buffer.remaining()) {
            return -1;
        }
        buffer.put(text.array(), text.offset(), text.length());
        return text.length();
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        String value = getValue();
        if (value.length() > buffer.length - offset) {
            return -1;
        }
        value.getChars(0, value.length(), buffer, offset);
        return value.length();
    }

    // Never called: the text is already JSON and must not be quoted.

    @Override
    public char[] asQuotedChars() {
        throw notQuoted();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw notQuoted();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw notQuoted();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw notQuoted();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw notQuoted();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer out) {
        throw notQuoted();
    }

    private static IllegalStateException notQuoted() {
        return new IllegalStateException("JSON text must not be quoted");
    }
}
