package io.leadstream.streams;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leads and events for tests. */
public final class Leads {

    public static final String PHONE = "7275551111";
    public static final String IDENTITY = "17275551111";

    private Leads() {}

    /** A lead of list 101 that wants nothing special. */
    public static Lead.Builder valid() {
        return Lead.newBuilder()
                .setPhone(PHONE)
                .setListId("101")
                .setFirstName("Bob")
                .setLastName("Wilson");
    }

    /** The same with a duplicate check of its own. */
    public static Lead.Builder checked(DuplicateCheck... checks) {
        return valid().setSettings(
                        settings().setDuplicateChecks(List.of(checks)).build());
    }

    /** The same with a delay. */
    public static Lead.Builder delayed(long seconds) {
        return valid().setSettings(settings().setDelaySeconds(seconds).build());
    }

    public static LeadSettings.Builder settings() {
        return LeadSettings.newBuilder();
    }

    public static LeadEvent submitted(String eventId, Lead.Builder lead) {
        return event(eventId, LeadEventKind.SUBMITTED).setLead(lead.build()).build();
    }

    public static LeadEvent cancelled(String eventId, CancelRequest.Builder cancel) {
        return event(eventId, LeadEventKind.CANCELLED)
                .setCancel(cancel.setPhone(PHONE).build())
                .build();
    }

    public static LeadEvent dialled(String eventId, @Nullable String vendor) {
        return event(eventId, LeadEventKind.DIAL_REQUESTED)
                .setDial(DialRequest.newBuilder()
                        .setAgentUser("6666")
                        .setPhone(PHONE)
                        .setSource("test")
                        .setVendor(vendor)
                        .build())
                .build();
    }

    private static LeadEvent.Builder event(String eventId, LeadEventKind kind) {
        return LeadEvent.newBuilder().setEventId(eventId).setKind(kind).setAccount("acme");
    }
}
