package io.leadstream.standalone;

import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;

/** What a failure says to the person at the command line. */
final class Failures {

    private Failures() {}

    /** A message without a stack trace or class names where it can be helped. */
    static String message(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (cause instanceof TimeoutException) {
            return "no answer from Kafka in time: " + message;
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file: " + message;
        }
        if (isConnection(cause)) {
            return "no connection: is it running, and at this address? "
                    + (message == null ? "" : message.lines().findFirst().orElse(""));
        }
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static boolean isConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }
}
