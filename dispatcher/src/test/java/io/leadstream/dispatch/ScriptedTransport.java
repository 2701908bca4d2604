package io.leadstream.dispatch;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A transport that plays answers in order and remembers what it was asked. */
final class ScriptedTransport implements Transport {

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Queue<Supplier<TransportAnswer>> script = new ConcurrentLinkedQueue<>();

    ScriptedTransport says(String... bodies) {
        for (String body : bodies) {
            script.add(() -> new TransportAnswer.Answered(Answer.text(200, body)));
        }
        return this;
    }

    ScriptedTransport then(TransportAnswer answer) {
        script.add(() -> answer);
        return this;
    }

    ScriptedTransport then(Supplier<TransportAnswer> answer) {
        script.add(answer);
        return this;
    }

    @Override
    public TransportAnswer call(URI uri, Call call, Duration timeout) {
        asked.add(uri + " " + call.text());
        Supplier<TransportAnswer> next = script.poll();
        if (next == null) {
            throw new AssertionError("nothing in the script for " + call.text());
        }
        return next.get();
    }
}
