package io.leadstream.streams.rules;

import io.leadstream.schema.Callback;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.ResolvedLead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an accepted lead goes on without, and the note that says so: a callback that cannot be added, custom values for a
 * list without a form (rulings.md, croco).
 */
final class Leavings {

    private Leavings() {}

    static void leave(ResolvedLead.Builder draft, Lead lead, RoutingView routing, Predicate<String> isAgent) {
        LeadSettings settings = lead.getSettings();
        List<String> notes = new ArrayList<>();
        Optional<Callback> callback = settings.getCallback();
        callback.flatMap(asked -> CallbackRule.refusal(lead, asked, routing, isAgent))
                .ifPresent(notes::add);
        boolean noCallback = !notes.isEmpty();
        boolean noForm = settings.getCustomFields()
                && routing.list(draft.getListId())
                        .map(LeadList::getCustomFields)
                        .filter(labels -> !labels.isEmpty())
                        .isEmpty();
        if (noForm) {
            notes.add(DecisionNotes.CUSTOM_FORM_MISSING);
        }
        if (!notes.isEmpty()) {
            draft.setLead(without(draft.getLead(), noCallback, noForm));
            notes.addAll(0, draft.getNotes());
            draft.setNotes(notes);
        }
    }

    private static Lead without(Lead lead, boolean noCallback, boolean noForm) {
        LeadSettings.Builder settings = LeadSettings.newBuilder(lead.getSettings());
        Lead.Builder left = Lead.newBuilder(lead);
        if (noCallback) {
            settings.setCallback(null);
        }
        if (noForm) {
            settings.setCustomFields(false);
            left.setCustomFields(Map.of());
        }
        return left.setSettings(settings.build()).build();
    }
}
