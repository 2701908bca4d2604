package io.leadstream.streams.rules;

import io.leadstream.schema.LeadStep;
import io.leadstream.schema.LeadStepKind;
import io.leadstream.schema.ResolvedLead;

/** What the two phones of a lead tell each other, as {@link Reservations} send it. */
final class Steps {

    private Steps() {}

    static LeadStep.Builder toAlt(LeadStepKind kind, ResolvedLead lead) {
        return step(kind, lead).setKey(lead.getAltPhone().orElseThrow());
    }

    static LeadStep.Builder step(LeadStepKind kind, ResolvedLead lead) {
        return LeadStep.newBuilder()
                .setKind(kind)
                .setLeadId(lead.getLeadId())
                .setHome(lead.getPhone())
                .setAlt(lead.getAltPhone().orElseThrow())
                .setAt(lead.getSubmittedAt());
    }

    static LeadStep answer(LeadStepKind kind, LeadStep step, String to) {
        return LeadStep.newBuilder()
                .setKind(kind)
                .setLeadId(step.getLeadId())
                .setKey(to)
                .setHome(step.getHome())
                .setAlt(step.getAlt())
                .setAt(step.getAt())
                .build();
    }
}
