package io.leadstream.dispatch;

import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.OutcomeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches a lane's life and says which promises were broken: one final result per delivery, attempts within the
 * schedule, order per phone, nothing sent after a cancel or an end, one lead never two calls.
 */
final class Judge {

    private final int mostAttempts;
    private final AfterUnknown policy;
    private final List<String> broken = new ArrayList<>();
    private final Map<String, DeliveryResult> finals = new HashMap<>();
    private final Set<String> finalsTold = new HashSet<>();
    private final Set<String> tooLate = new HashSet<>();
    private final Set<String> attempts = new HashSet<>();
    private final Map<String, Integer> counted = new HashMap<>();
    private final Map<String, Integer> stays = new HashMap<>();
    private final Map<String, Integer> staysLeft = new HashMap<>();
    private final Map<String, List<String>> linePerPhone = new HashMap<>();

    Judge(RetryRule rule, AfterUnknown policy) {
        this.mostAttempts = rule.limits().getRetryWaitsMs().size() + 1;
        this.policy = policy;
    }

    List<String> broken() {
        return broken;
    }

    void breaks(String what) {
        broken.add(what);
    }

    void appended(Delivery delivery) {
        int stay = stays.merge(delivery.getDeliveryId(), 1, Integer::sum);
        linePerPhone
                .computeIfAbsent(delivery.getPhone(), phone -> new ArrayList<>())
                .add(delivery.getDeliveryId() + "#" + stay);
    }

    void sent(Attempt attempt, Collection<Attempt> inFlight, Set<String> cancels, Set<String> vendorHas) {
        Delivery delivery = attempt.delivery();
        String id = delivery.getDeliveryId();
        check(!cancels.contains(id), id + " sent after its cancel");
        check(!finals.containsKey(id), id + " sent after its end");
        check(
                inFlight.stream().noneMatch(other -> other.delivery().getPhone().equals(delivery.getPhone())),
                id + " sent while another of its phone was in flight");
        for (String place : linePerPhone.getOrDefault(delivery.getPhone(), List.of())) {
            String[] parts = place.split("#", 2);
            if (place.equals(id + "#" + stays.get(id))) {
                break;
            }
            check(
                    staysLeft.getOrDefault(parts[0], 0) >= Integer.parseInt(parts[1]),
                    id + " sent before " + place + " had left");
        }
        if (policy == AfterUnknown.VERIFY) {
            check(!vendorHas.contains(id) || delivery.getVerify(), id + " sent twice without asking");
        }
        if (policy == AfterUnknown.STOP) {
            check(!vendorHas.contains(id), id + " sent twice");
        }
    }

    void published(Fact fact) {
        switch (fact) {
            case Fact.Result f -> result(f.result());
            case Fact.Told f -> {
                String id = f.outcome().getDeliveryId();
                if (f.outcome().getKind() == OutcomeKind.ALREADY_SENT) {
                    tooLate.add(id);
                } else {
                    staysLeft.merge(id, 1, Integer::sum);
                }
                if (f.outcome().getKind() == OutcomeKind.FINAL) {
                    check(finalsTold.add(id), id + " told twice to be final");
                }
            }
            case Fact.Unreadable f -> breaks("a dead letter");
        }
    }

    private void result(DeliveryResult result) {
        String id = result.getDeliveryId();
        check(!finals.containsKey(id), id + " has a result after its final one");
        check(result.getFinal$() || !tooLate.contains(id), id + " goes on after a cancel");
        if (result.getFinal$()) {
            finals.put(id, result);
        }
        if (result.getAttempt() > 0) {
            check(attempts.add(id + " " + result.getAttempt()), id + " has two results for one attempt");
            if (result.getResult() != DeliveryClass.THROTTLED) {
                int count = counted.merge(id, 1, Integer::sum);
                check(count <= mostAttempts, id + " had " + count + " attempts");
            }
        }
    }

    void atEnd(int leads, Set<String> vendorHas) {
        check(finals.size() == leads, finals.size() + " final results for " + leads + " deliveries");
        check(finalsTold.size() == leads, finalsTold.size() + " ends told for " + leads + " deliveries");
        finals.forEach((id, result) -> {
            boolean has = vendorHas.contains(id);
            switch (result.getResult()) {
                case ACCEPTED -> check(has, id + " accepted and not there");
                case REJECTED -> check(!has || policy == AfterUnknown.RESEND, id + " rejected and there");
                case CANCELLED, EXPIRED, FAILED -> check(!has, id + " " + result.getResult() + " and there");
                case UNKNOWN -> {}
                case THROTTLED -> breaks(id + " ends throttled");
            }
        });
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            breaks(otherwise);
        }
    }
}
