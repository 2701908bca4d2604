package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialects;
import io.leadstream.gateway.Gateway;
import io.leadstream.gateway.GatewayAccount;
import io.leadstream.gateway.GatewayConfig;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Topics;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends examples to a running system and compares its answers, but for the ids of leads, with the documented ones. */
final class ExampleWitness {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** Where the answers to a lead's producer show its id. */
    private static final Pattern TAKEN = Pattern.compile(
            "HAS BEEN ADDED - [^|]*\\|[^|]*\\|[^|]*\\|([0-9]+)\\|.*|Successfully imported lead '\\{([0-9]+)}'.*",
            Pattern.DOTALL);

    private final Standalone.Addresses system;
    private final List<GatewayAccount> accounts;
    private final Client client = new Client();
    private final Records records;
    private final List<Long> leads = new ArrayList<>();

    ExampleWitness(Standalone system, StandaloneConfig config) {
        this.system = system.addresses();
        this.accounts = config.accounts();
        records = new Records(
                system.addresses().kafka(), Contracts.at(system.addresses().registry(), Map.of()));
    }

    /** Ids of leads that answers showed. */
    List<Long> leads() {
        return leads;
    }

    /** The example gets its answer from the system's own gateway, or from one whose account may do less. */
    void isAnswered(DocumentedExample example) {
        if (example.functions().isEmpty() && example.lists().isEmpty()) {
            isAnswered(example, system.gateway(), 0);
            return;
        }
        isAnswered(example, example.functions(), example.lists(), List.of());
    }

    /** The example gets its answer where its account may do no more than this. */
    void isAnswered(DocumentedExample example, List<String> functions, List<String> lists, List<String> campaigns) {
        try (Gateway gateway = gateway(example.dialect(), functions, lists, campaigns)) {
            isAnswered(example, "http://127.0.0.1:" + gateway.port(), 0);
        }
    }

    /** The example gets its answer after an earlier call was accepted, of whose lead the answer speaks. */
    void isAnsweredAfter(Call earlier, DocumentedExample example) {
        HttpResponse<String> first = client.send(system.gateway(), earlier);
        assertThat(first.body()).containsAnyOf("SUCCESS: add_lead", "Successfully imported", "\"processed\":true");
        Matcher taken = TAKEN.matcher(first.body());
        long lead = taken.find() ? Long.parseLong(Objects.requireNonNullElse(taken.group(1), taken.group(2))) : 0;
        isAnswered(example, system.gateway(), lead);
    }

    /** True once everything that was routed to the vendor that speaks a dialect has its result. */
    private boolean isDelivered(String vendor) {
        Set<String> ended = records.of(Topics.deliveryResults(vendor)).stream()
                .filter(DeliveryResult::getFinal$)
                .map(DeliveryResult::getDeliveryId)
                .collect(Collectors.toSet());
        List<Delivery> routed = records.of(Topics.deliveries(vendor));
        return !routed.isEmpty() && routed.stream().map(Delivery::getDeliveryId).allMatch(ended::contains);
    }

    private void isAnswered(DocumentedExample example, String gateway, long earlier) {
        if (example.decisions().stream().anyMatch(decision -> decision.startsWith("ALREADY_PROCESSED"))) {
            Eventually.holds(SOON, () -> "not delivered", () -> isDelivered(example.dialect()));
        }
        HttpResponse<String> answer = client.send(gateway, example.request());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(example.status());
        Map<String, Integer> groups = new HashMap<>();
        Matcher letters = Pattern.compile(pattern(example, groups)).matcher(letters(answer.body()));
        assertThat(letters.matches())
                .as("answered%n%s%ndocumented%n%s", answer.body(), example.answer())
                .isTrue();
        for (Map.Entry<String, Integer> group : groups.entrySet()) {
            long shown = Long.parseLong(letters.group(group.getValue()));
            boolean own = "id".equals(example.ids().get(group.getKey()));
            if (own) {
                assertThat(leads).doesNotContain(shown);
                leads.add(shown);
            } else {
                assertThat(shown).as("the earlier lead").isEqualTo(earlier);
            }
        }
    }

    /** The answer's letters, with a group for each lead id that it shows, and the same id again where it is shown again. */
    private static String pattern(DocumentedExample example, Map<String, Integer> groups) {
        if (example.ids().isEmpty()) {
            return Pattern.quote(example.answer());
        }
        Matcher id = Pattern.compile(
                        "(?<![0-9])(" + String.join("|", example.ids().keySet()) + ")(?![0-9])")
                .matcher(example.answer());
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        while (id.find()) {
            pattern.append(Pattern.quote(example.answer().substring(end, id.start())));
            Integer known = groups.putIfAbsent(id.group(), groups.size() + 1);
            pattern.append(known == null ? "([0-9]+)" : "\\" + known + "(?![0-9])");
            end = id.end();
        }
        return pattern + Pattern.quote(example.answer().substring(end));
    }

    private static String letters(String body) {
        return body.startsWith("{") ? DocumentedExample.compact(body) : body.strip();
    }

    /** A gateway of the system whose accounts of a dialect may do so much. */
    Gateway gateway(String dialect, List<String> functions, List<String> lists, List<String> campaigns) {
        return Gateway.start(
                new GatewayConfig(
                        "127.0.0.1",
                        0,
                        system.kafka(),
                        system.registry(),
                        0,
                        0,
                        accounts.stream()
                                .filter(account -> account.dialect().equals(dialect))
                                .map(account -> new GatewayAccount(
                                        account.id(),
                                        dialect,
                                        account.name(),
                                        account.secret(),
                                        account.callingCode(),
                                        account.zone(),
                                        account.users(),
                                        functions,
                                        lists,
                                        campaigns,
                                        account.requestsAtOnce(),
                                        account.requestsPerSecond()))
                                .toList(),
                        Map.of()),
                Dialects.all());
    }
}
