package io.leadstream.dispatch;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A small dialect: says ids, and reads one word with an argument. Phone 000 cannot be said, phone 666 is a bug. */
record TestDialect(boolean canVerify) implements Dialect {

    @Override
    public String id() {
        return "test";
    }

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        if (delivery.getPhone().equals("666")) {
            throw new IllegalStateException("a bug");
        }
        if (delivery.getPhone().equals("000")) {
            return new Encoded.Refuse(Reply.Rejected.because("invalid"));
        }
        String body = delivery.getDeliveryId() + (delivery.getVerify() ? " verify" : "");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Encoded.Send(
                new Call("POST", "/a lead", "x=1", Map.of("content-type", "text/plain"), bytes), List.of("cut"));
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return read(answer);
    }

    private Reply read(Answer answer) {
        String[] words = answer.text().split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "OK" -> new Reply.Accepted(Optional.of(rest), List.of("fine"));
            case "NO" -> Reply.Rejected.because(rest);
            case "OURS" -> new Reply.Rejected("duplicate", Optional.of(rest), true);
            case "BUSY" -> new Reply.Throttled(Optional.of(Duration.ofMillis(Long.parseLong(rest))));
            case "LOGIN" -> new Reply.Failed("login refused", true);
            case "BUG" -> throw new IllegalStateException("a bug");
            default -> new Reply.Failed("not the dialect's", false);
        };
    }

    /** Where the setting {@code batch} says how many, bodies go joined by lines, and each line of the answer is a lead's. */
    @Override
    public Optional<Batching> batching(VendorAccount account) {
        return Optional.ofNullable(account.settings().get("batch")).map(most -> new Lines(Integer.parseInt(most)));
    }

    private record Lines(int most) implements Batching {

        @Override
        public Optional<String> group(Delivery delivery) {
            return delivery.getListId();
        }

        @Override
        public Call join(List<Call> calls) {
            String body = calls.stream().map(Call::text).collect(Collectors.joining("\n"));
            return new Call("POST", "/leads", "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<Reply> read(Answer answer, int leads) {
            return answer.text()
                    .lines()
                    .map(line -> new TestDialect(true).read(Answer.text(200, line)))
                    .toList();
        }
    }

    @Override
    public Set<String> paths() {
        return Set.of();
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        throw new UnsupportedOperationException("outbound only");
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        throw new UnsupportedOperationException("outbound only");
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        throw new UnsupportedOperationException("outbound only");
    }
}
