package io.leadstream.schema;

import java.util.Optional;

/** The key of a record on {@code leads}: the identity of the phone that the event is about (pipeline.md, Topics). */
public final class LeadKey {

    private LeadKey() {}

    /** The key: the phone's identity; its digits where it has none; empty without a phone. */
    public static String of(LeadEvent event) {
        return identity(event).or(() -> phone(event).map(PhoneIdentity::digits)).orElse("");
    }

    /** The identity of the event's phone, or nothing if it has no phone of 6 to 16 digits. */
    public static Optional<String> identity(LeadEvent event) {
        return phone(event).flatMap(phone -> PhoneIdentity.of(phone, callingCode(event)));
    }

    private static Optional<String> phone(LeadEvent event) {
        return switch (event.getKind()) {
            case SUBMITTED -> event.getLead().flatMap(Lead::getPhone);
            case CANCELLED -> event.getCancel().map(CancelRequest::getPhone);
            case DIAL_REQUESTED -> event.getDial().map(DialRequest::getPhone);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> callingCode(LeadEvent event) {
        return switch (event.getKind()) {
            case SUBMITTED -> event.getLead().flatMap(Lead::getCallingCode);
            case CANCELLED -> event.getCancel().flatMap(CancelRequest::getCallingCode);
            case DIAL_REQUESTED -> event.getDial().flatMap(DialRequest::getCallingCode);
            case UNKNOWN -> Optional.empty();
        };
    }
}
