package io.leadstream.dispatch;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.VendorAccount;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One HTTP exchange with a vendor: attempts become one call, and its answer a reply to each. */
record Exchange(LaneSettings settings, Dialect dialect, VendorAccount account, Transport transport) {

    /** What was heard of an attempt: its meaning, and the status it came with. */
    record Heard(Reply reply, Optional<Integer> status) {}

    /** How several leads go in one call, if they do. */
    Optional<Batching> batching() {
        return dialect.batching(account);
    }

    /** Sends attempts in one call; blocks until it is over, and says what was heard of each, in order. */
    List<Heard> send(List<Attempt> attempts) {
        return switch (call(attempts)) {
            case TransportAnswer.Answered answered ->
                read(answered.answer(), attempts).stream()
                        .map(reply ->
                                new Heard(reply, Optional.of(answered.answer().status())))
                        .toList();
            case TransportAnswer.NotSent not -> all(attempts, new Reply.Failed(not.reason(), false));
            case TransportAnswer.SentNoAnswer sent -> all(attempts, new Reply.Unknown(sent.reason()));
        };
    }

    /** Sends any call to the vendor's address. */
    TransportAnswer send(Call call) {
        try {
            return transport.call(uri(call), call, settings.requestTimeout());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return new TransportAnswer.NotSent("no address for the call");
        }
    }

    private TransportAnswer call(List<Attempt> attempts) {
        if (attempts.size() == 1) {
            return send(attempts.getFirst().call());
        }
        Call joined;
        try {
            joined = batching()
                    .orElseThrow()
                    .join(attempts.stream().map(Attempt::call).toList());
        } catch (RuntimeException bug) {
            return new TransportAnswer.NotSent(
                    "dialect failed: " + bug.getClass().getSimpleName());
        }
        return send(joined);
    }

    /** What an answer means. A dialect that trips over one has not understood whether the vendor has the leads. */
    private List<Reply> read(Answer answer, List<Attempt> attempts) {
        try {
            List<Reply> replies = attempts.size() == 1
                    ? List.of(dialect.read(answer, attempts.getFirst().delivery(), account))
                    : batching().orElseThrow().read(answer, attempts.size());
            if (replies.size() == attempts.size()) {
                return replies;
            }
            return Collections.nCopies(attempts.size(), new Reply.Unknown("dialect failed: not a reply for each"));
        } catch (RuntimeException bug) {
            String name = bug.getClass().getSimpleName();
            return Collections.nCopies(attempts.size(), new Reply.Unknown("dialect failed: " + name));
        }
    }

    private static List<Heard> all(List<Attempt> attempts, Reply reply) {
        return Collections.nCopies(attempts.size(), new Heard(reply, Optional.empty()));
    }

    private URI uri(Call call) throws URISyntaxException {
        URI base = settings.base();
        String path = Optional.ofNullable(base.getPath()).orElse("") + call.path();
        URI whole = new URI(base.getScheme(), null, base.getHost(), base.getPort(), path, null, null);
        return URI.create(whole.toASCIIString() + (call.query().isEmpty() ? "" : "?" + call.query()));
    }
}
