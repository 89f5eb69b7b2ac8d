package io.alerthistory.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** The records that a logger writes until this is closed, each with the fields of its thread. */
public final class CapturedLog implements AutoCloseable {

    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord line) {
            ExtLogRecord extended = ExtLogRecord.wrap(line);
            extended.copyMdc();
            records.add(extended);
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    public CapturedLog(String logger) {
        this.logger = Logger.getLogger(logger);
        this.logger.addHandler(handler);
    }

    public List<ExtLogRecord> records() {
        return records;
    }

    /** The messages with their parameters in place. */
    public List<String> messages() {
        return records.stream().map(ExtLogRecord::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
