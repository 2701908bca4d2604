package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold whatever a producer sends and whatever a vendor answers.
 *
 * @param test brings the dialect and its examples, which are mutated
 */
record FuzzChecks(DialectContractTest test) {

    private static final String SECRET = "1234-secret-5678";
    private static final long LONGEST_MILLIS = 3_000;

    /** No call throws or hangs; each is answered in the dialect's form, and what is offered is whole. */
    void calls(int inputs) {
        Fuzz fuzz = new Fuzz(Fuzz.seed());
        List<Example> seeds = test.examples();
        int offered = 0;
        long slowest = 0;
        for (int i = 0; i < inputs; i++) {
            Example seed = fuzz.any(seeds);
            Call call = fuzz.mutate(seed.call());
            long start = System.nanoTime();
            try {
                Submission submission = test.dialect().accept(call, new ExampleIntake(seed, Talk.intake()));
                offered += submission instanceof Submission.Offered ? 1 : 0;
                List<String> faults = faults(submission);
                if (!faults.isEmpty()) {
                    throw new IllegalStateException(faults.toString());
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + Fuzz.seed() + ", input " + i + ": " + told(call), e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        told("calls, " + offered + " offered", inputs, slowest);
        assertThat(offered).isBetween(inputs / 100, inputs - 1);
    }

    /** No answer makes the reader throw or hang, and no reply holds a credential that the answer echoes. */
    void answers(int inputs) {
        Fuzz fuzz = new Fuzz(Fuzz.seed());
        Delivery delivery = Talk.delivery(DialectContractTest.full()).build();
        List<Answer> seeds = Stream.concat(test.examples().stream().map(Example::answer), test.answers().stream())
                .toList();
        long slowest = 0;
        for (int i = 0; i < inputs; i++) {
            Answer answer = mutate(fuzz.any(seeds), fuzz);
            long start = System.nanoTime();
            try {
                String reply =
                        test.dialect().read(answer, delivery, secretive()).toString();
                if (reply.contains(SECRET)) {
                    throw new IllegalStateException(reply);
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + Fuzz.seed() + ", input " + i + ": " + answer.text(), e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        told("answers", inputs, slowest);
    }

    private void told(String what, int inputs, long slowest) {
        long millis = slowest / 1_000_000;
        System.out.printf(
                "%s: %d %s, seed %d, slowest %d ms%n", test.dialect().id(), inputs, what, Fuzz.seed(), millis);
        assertThat(millis).as("milliseconds of one input").isLessThan(LONGEST_MILLIS);
    }

    private static String told(Call call) {
        return call.method() + " " + call.path() + "?" + call.query() + "\n" + call.text();
    }

    /** Our account with a credential that can be looked for. */
    private VendorAccount secretive() {
        Map<String, String> credentials = new HashMap<>();
        test.vendor().credentials().keySet().forEach(name -> credentials.put(name, SECRET));
        return new VendorAccount("vendor", credentials, test.vendor().settings());
    }

    private static Answer mutate(Answer answer, Fuzz fuzz) {
        byte[] body = fuzz.mutate(answer.body());
        if (fuzz.next(4) == 0) {
            body = (new String(body, StandardCharsets.UTF_8) + "|" + SECRET + "|").getBytes(StandardCharsets.UTF_8);
        }
        int status = fuzz.next(3) == 0 ? 100 + fuzz.next(500) : answer.status();
        return new Answer(status, fuzz.next(5) == 0 ? Map.of("retry-after", "x1") : Map.of(), body);
    }

    /** What is wrong with a submission: a misshapen answer, or an event that lacks something. */
    private List<String> faults(Submission submission) {
        return switch (submission) {
            case Submission.Answered answered -> test.faults(answered.answer());
            case Submission.Offered offered -> {
                List<String> faults = new ArrayList<>();
                if (offered.events().isEmpty()) {
                    faults.add("no events");
                }
                offered.events().forEach(event -> faults.addAll(faults(event, offered)));
                for (LeadDecision decision : List.of(Talk.accepted(), Talk.rejected(Reason.DUPLICATE))) {
                    faults.addAll(test.faults(test.dialect()
                            .answer(
                                    offered,
                                    Collections.nCopies(offered.events().size(), decision))));
                }
                yield faults;
            }
        };
    }

    /** An event is whole if it says who asks for what of whom, has what its kind needs, and can be written. */
    private List<String> faults(LeadEvent event, Submission.Offered offered) {
        List<String> faults = new ArrayList<>();
        if (event.getEventId().isEmpty()
                || !event.getAccount().equals(offered.account().id())
                || !event.getDialect().equals(test.dialect().id())) {
            faults.add("event without id, account or dialect");
        }
        Optional<String> phone = switch (event.getKind()) {
            case SUBMITTED -> event.getLead().flatMap(Lead::getPhone);
            case CANCELLED -> event.getCancel().map(CancelRequest::getPhone);
            case DIAL_REQUESTED -> event.getDial().map(DialRequest::getPhone);
            case UNKNOWN -> Optional.empty();
        };
        if (phone.filter(PhoneIdentity::isPhone).isEmpty()) {
            faults.add("event of kind " + event.getKind() + " without a phone");
        }
        try {
            if (!event.toByteBuffer().hasRemaining()) {
                faults.add("an event of no bytes");
            }
        } catch (IOException e) {
            faults.add("an event that cannot be written: " + e);
        }
        return faults;
    }
}
