/**
 * The lead add / lead cancel API (source {@code 004_f4cb2f563bb0dc64.txt}).
 *
 * <p>What the source leaves open, as {@code rulings.md} settles it or, where that is silent, as judged here:
 *
 * <h2>Inbound</h2>
 * <ul>
 *   <li>Checked in this order: method (405), key (401), permission (403), JSON (400), card verification codes (400, a message of ours; also
 *       in {@code data}), fields (400, all that fail at once,
 *       in the document's order). The table's nameless first row is {@code email}.
 *   <li>JSON is read strictly: one object, no key twice, nothing after it, 32 levels deep at most. Fields that the
 *       document does not name are ignored. {@code null} is absent. A whole number is taken for a text, since producers
 *       send numbers unquoted; anything else that is no text fails its field.
 *   <li>{@code email} needs one {@code @} with a dotted domain behind it; {@code mobile} 6-16 digits (rulings.md).
 *       {@code other_phone} is not validated, as documented. No lengths are documented, none are checked.
 *   <li>{@code data}: a text that holds any JSON value, kept as given, or an object, kept as compact JSON.
 *   <li>{@code delays}: zero to ten years in seconds; a fraction is rounded up, so that no call comes early.
 *   <li>{@code test} is looked at after validation and before anything is saved.
 *   <li>Numbers have the account's calling code.
 *   <li>Rejections that the document has no words for are {@code saved: true, processed: false} with an error of ours;
 *       those of a value that the producer sent are the field's 400. A cancel of an unknown type is
 *       {@code server error (call group)}, as the type names the call group.
 *   <li>No decision in time is 500. For a cancel it is 500 with {@code server error (save)}: never {@code cancelled}.
 * </ul>
 *
 * <h2>Outbound</h2>
 * <ul>
 *   <li>Credential {@code key}. Settings: {@code type} (instead of the lead's), {@code default_type} (where the lead has
 *       none), {@code calling_code} (the vendor's own: numbers of another calling code are sent as E.164 with a plus;
 *       without it every number is sent as given).
 *   <li>A lead without e-mail, first name, surname, mobile or type, or with one of them invalid, is refused without
 *       sending. {@code data} that is not JSON is left out. {@code delays} is never sent: our hold has served it.
 *   <li>Status 200 is read from the body. {@code saved: true, processed: false} with an error that is not documented is
 *       {@code Rejected(refused)}; validation messages are {@code Rejected(invalid)} whatever the status. A 400 that is
 *       not JSON comes from something in between, and is {@code Failed}.
 *   <li>Whether the vendor has a lead after an unanswered call cannot be told: {@code Existing Contact} names no lead.
 *       So there is no verify.
 * </ul>
 */
package io.leadstream.dialect.dialler;
