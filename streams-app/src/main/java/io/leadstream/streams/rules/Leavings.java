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
        Optional<String> noForm =
                settings.getCustomFields() ? noForm(routing.list(draft.getListId())) : Optional.empty();
        noForm.ifPresent(notes::add);
        if (!notes.isEmpty()) {
            draft.setLead(without(draft.getLead(), noCallback, noForm.isPresent()));
            notes.addAll(0, draft.getNotes());
            draft.setNotes(notes);
        }
    }

    /** Why a list takes no custom values, if it does not. */
    private static Optional<String> noForm(Optional<LeadList> list) {
        if (list.filter(LeadList::getCustomFieldsDisabled).isPresent()) {
            return Optional.of(DecisionNotes.CUSTOM_FIELDS_DISABLED);
        }
        return list.filter(found -> !found.getCustomFields().isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of(DecisionNotes.CUSTOM_FORM_MISSING);
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
