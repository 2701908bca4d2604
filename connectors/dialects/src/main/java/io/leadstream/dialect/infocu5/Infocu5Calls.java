package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.Report;
import io.leadstream.schema.CallRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that getCalls answers with, as an array or as an object keyed by call id. */
final class Infocu5Calls {

    private static final Pattern CLOCK = Pattern.compile("(?:(?:([0-9]{1,4}):)?([0-9]{1,2}):)?([0-9]{1,8})");

    private Infocu5Calls() {}

    static Report read(JsonNode details, String vendor) {
        List<CallRecord> calls = new ArrayList<>();
        int[] unreadable = {0};
        Infocu5Reports.keyed(details).forEach((key, entry) -> {
            String id = Infocu5Reports.text(entry, "callID").orElse(key);
            Optional<Instant> at = Infocu5Reports.text(entry, "callDate").flatMap(Infocu5Calls::time);
            if (Infocu5Reports.isId(id) && at.isPresent()) {
                calls.add(call(entry, vendor, id, at.get()));
            } else {
                unreadable[0]++;
            }
        });
        return new Report.Calls(calls, unreadable[0]);
    }

    private static CallRecord call(JsonNode entry, String vendor, String id, Instant at) {
        return CallRecord.newBuilder()
                .setVendor(vendor)
                .setCallId(id)
                .setCalledAt(at)
                .setCampaign(text(entry, "callCampaignID"))
                .setCampaignName(text(entry, "callCampaignName"))
                .setListId(text(entry, "callListID"))
                .setListName(text(entry, "callListName"))
                .setAgentName(text(entry, "callAgentName"))
                .setContact(text(entry, "callContact"))
                .setCallType(text(entry, "callType"))
                .setInboundNumber(text(entry, "callNumberInbound"))
                .setOutboundNumber(text(entry, "callNumberOutbound"))
                .setCallSeconds(seconds(entry, "callTime"))
                .setQueueSeconds(seconds(entry, "callQueueTime"))
                .setTalkSeconds(seconds(entry, "callTalkTime"))
                .setHoldSeconds(seconds(entry, "callHoldTime"))
                .setHandleSeconds(seconds(entry, "callHandleTime"))
                .setAfterCallSeconds(seconds(entry, "callAfterCallWorkTime"))
                .build();
    }

    private static @Nullable String text(JsonNode entry, String name) {
        return Infocu5Reports.text(entry, name).orElse(null);
    }

    /** With its offset, or in GMT where it has none. */
    private static Optional<Instant> time(String text) {
        String iso = text.replace(' ', 'T');
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException e) {
            return gmt(iso);
        }
    }

    private static Optional<Instant> gmt(String iso) {
        try {
            return Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Integer seconds(JsonNode entry, String name) {
        return Infocu5Reports.text(entry, name).map(CLOCK::matcher).filter(Matcher::matches).stream()
                .map(clock -> part(clock, 1) * 3600 + part(clock, 2) * 60 + part(clock, 3))
                .findFirst()
                .orElse(null);
    }

    private static int part(Matcher clock, int group) {
        String digits = clock.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
